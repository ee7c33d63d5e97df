using BenchmarkDotNet.Attributes;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Benchmarks.Products;

/// <summary>Every product of <see cref="ProductCase.All"/> against OpenBLAS, in BenchmarkDotNet's own time.</summary>
public class ProductBenchmarks
{
    private Action ours = () => { }, theirs = () => { }, cleanUp = () => { };

    /// <summary>The product.</summary>
    [ParamsSource(nameof(Products))]
    public ProductCase Product { get; set; } = ProductCase.All[0];

    /// <summary>Threads, ours and OpenBLAS's.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    public static IEnumerable<ProductCase> Products => ProductCase.All;

    [GlobalSetup]
    public void Prepare()
    {
        var team = new WorkerTeam(Threads);
        OpenBlas.SetThreads(Threads);
        (ours, theirs) = Product.Prepare(team);
        cleanUp = team.Dispose;
    }

    [GlobalCleanup]
    public void EndThreads() => cleanUp();

    [Benchmark]
    public void Ours() => ours();

    [Benchmark(Baseline = true)]
    public void OpenBlasPeer() => theirs();
}
