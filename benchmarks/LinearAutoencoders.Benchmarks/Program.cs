using BenchmarkDotNet.Running;
using LinearAutoencoders.Benchmarks.Components;
using LinearAutoencoders.Benchmarks.Live;
using LinearAutoencoders.Benchmarks.Products;
using LinearAutoencoders.Benchmarks.Retrieval;
using LinearAutoencoders.Benchmarks.Training;

// `products [words] [threads=N]` compares with OpenBLAS quickly, `steps` gauge-fixed steps with RAG's; `search` measures exact search,
// `live-cost LAE...` and `live-frames LAE...` the page of a run; `leading` and `components` are for the scripts in benchmarks/peers;
// anything else is BenchmarkDotNet's.
if (args is ["products", ..]) QuickComparison.Run(args[1..]);
else if (args is ["steps"]) QuickSteps.Run();
else if (args is ["leading", ..]) LeadingRounds.Run(args[1..]);
else if (args is ["components", ..]) FileComponents.Run(args[1..]);
else if (args is ["search", ..]) SearchRate.Run(args[1..]);
else if (args is ["live-cost" or "live-frames", ..]) await LivePageRounds.RunAsync(args[0], args[1..]);
else BenchmarkSwitcher.FromAssembly(typeof(ProductCase).Assembly).Run(args);
return 0;
