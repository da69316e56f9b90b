argsort([3, 1], kind='stable', stable=True)
