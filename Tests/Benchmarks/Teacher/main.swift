import LinearAlgebra

print("oneDNN \(LinearAlgebraLibrary.version ?? "not installed")")
