using BenchmarkDotNet.Running;
using LinearAutoencoders.Benchmarks.Products;

// `products [words] [threads=N]` compares with OpenBLAS quickly; anything else is BenchmarkDotNet's.
if (args is ["products", ..]) QuickComparison.Run(args[1..]);
else BenchmarkSwitcher.FromAssembly(typeof(ProductCase).Assembly).Run(args);
return 0;
