using System.Numerics;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Training;

/// <summary>Once it is under way, training allocates nothing.</summary>
public class AllocationTests
{
    public static TheoryData<string, string> AllRuns => Runs.All;

    [Theory, MemberData(nameof(AllRuns))]
    public void Epoch_AllocatesNothing_OfAllSamples(string method, string optimizer)
    {
        var options = Runs.Options(method, optimizer);
        AssertAllocatesNothing<double>(options);
        AssertAllocatesNothing<float>(options);
        AssertAllocatesNothing<double>(options with { Moment = MomentKind.Samples });
    }

    [Theory, MemberData(nameof(AllRuns))]
    public void Epoch_AllocatesNothing_InMiniBatches(string method, string optimizer)
    {
        var options = Runs.Options(method, optimizer) with { BatchSize = 130 };
        AssertAllocatesNothing<double>(options);
        AssertAllocatesNothing<float>(options);
    }

    [Theory, MemberData(nameof(RepeatabilityTests.Variants), MemberType = typeof(RepeatabilityTests))]
    public void Epoch_AllocatesNothing_OfVariants(string variant)
    {
        var options = RepeatabilityTests.Variant(variant);
        AssertAllocatesNothing<double>(options);
        AssertAllocatesNothing<float>(options with { BatchSize = 130 });
    }

    private static void AssertAllocatesNothing<T>(TrainingOptions options) where T : unmanaged, IFloatingPointIeee754<T>
    {
        // More than a block of samples, batches of unequal size, products large enough to be packed.
        var problem = new Problem(K: 4, M: 24, N: 300, Seed: 10);
        foreach (var samples in new[] { problem.Samples, problem.SparseSamples }) AssertAllocatesNothing(options, samples.ConvertTo<T>());
    }

    private static void AssertAllocatesNothing<T>(TrainingOptions options, Matrix<T> samples) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var trainer = new Trainer<T>(new TrainingData<T>(samples, WorkerTeam.Alone), options with { LatentDimension = 4 });
        for (var i = 0; i < 5; i++) trainer.RunEpoch();

        // One round of several must be free of allocations: what a step allocates shows in all. In single rounds nested dropout's
        // working memory still grows when draws are uneven, and a collection that another test causes counts what is left of this
        // thread's allocation buffer.
        Assert.Contains(0L, Enumerable.Range(0, 20).Select(_ => AllocatedIn(5, trainer)));
    }

    private static long AllocatedIn<T>(int epochs, Trainer<T> trainer) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < epochs; i++) trainer.RunEpoch();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
