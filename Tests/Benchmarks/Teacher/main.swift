import LinearAlgebra

print("oneDNN \(LinearAlgebraLibrary.version)")
