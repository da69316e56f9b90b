d=zeros(2,dtype=uint8)
copyto(d, 256)
