! TypeError: unhashable type: 'list'
