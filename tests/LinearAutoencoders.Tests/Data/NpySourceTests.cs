using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

/// <summary>A .npy file as a source: read again in every pass, never whole.</summary>
public sealed class NpySourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void Moments_OfAFile_HaveTheBitsOfItsMatrix(bool gzip, int threads)
    {
        // More than one block of 2¹⁸ cells, and than one chunk of 8192 rows.
        var samples = new Problem(K: 1, M: 40, N: 9000, Seed: 5).Samples.ConvertTo<float>();
        NpyFile.Write(folder["a.npy"], samples);
        var path = gzip ? folder.Gzip("b.npy", File.ReadAllBytes(folder["a.npy"])) : folder["a.npy"];
        using var team = new WorkerTeam(threads);
        var ofMatrix = new DataMoments(new MatrixSource<float>(samples), center: true);
        var ofFile = new DataMoments(Open(path).Source, center: true, team);
        Close.AssertSameBits<double>(ofMatrix.SecondMoment.AsSpan(), ofFile.SecondMoment.AsSpan(), "Σ");
        Close.AssertSameBits<double>([.. ofMatrix.Mean], [.. ofFile.Mean], "mean");
        Close.AssertSameBits<double>(
            ofMatrix.LeadingComponents(40).Vectors.AsSpan(), ofFile.LeadingComponents(40).Vectors.AsSpan(), "eigenvectors");
    }

    [Fact]
    public void File_IsNeverHeldInMemory()
    {
        NpyFile.Write(folder["a.npy"], new Problem(K: 1, M: 4, N: 1_000_000, Seed: 5).Samples);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var dataset = Open(folder["a.npy"]);
        _ = (new DataMoments(dataset.Source, center: true).SecondMoment, dataset.Fingerprint);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 8_000_000);
    }

    [Fact]
    public void Fingerprint_IsTheSame_BeforeAndAfterAPass()
    {
        NpyFile.Write(folder["a.npy"], new Problem(K: 1, M: 40, N: 9000, Seed: 5).Samples);
        var (first, second) = (Open(folder["a.npy"]), Open(folder["a.npy"]));
        second.ExpectFingerprint();
        _ = new DataMoments(second.Source, center: true).Trace;
        var expected = first.Fingerprint;
        // Found in that pass.
        File.Delete(folder["a.npy"]);
        Assert.Equal(expected, second.Fingerprint);
    }

    [Fact]
    public void File_IsRefused_WhenItChangesBetweenTwoPasses()
    {
        var path = folder["a.npy"];
        NpyFile.Write(path, new Matrix<float>(4, 3));
        var dataset = Open(path);
        NpyFile.Write(path, new Matrix<float>(5, 3));
        var moments = new DataMoments(dataset.Source, center: true);
        Assert.Equal(
            $"{path}: the file has changed since it was opened; leave it alone during a run", Error(() => _ = moments.Trace));
        File.Delete(path);
        Assert.Equal($"{path}: there is no such file; check its name and folder", Error(() => _ = dataset.Fingerprint));
    }

    [Fact]
    public void Passes_GoOnSideBySide()
    {
        NpyFile.Write(folder["a.npy"], new Problem(K: 1, M: 40, N: 20_000, Seed: 5).Samples);
        var source = Open(folder["a.npy"]).Source;
        var token = TestContext.Current.CancellationToken;
        var pairs = source.ReadBlocks(WorkerTeam.Alone, token).Zip(source.ReadBlocks(WorkerTeam.Alone, token));
        foreach (var (one, other) in pairs) Assert.Equal(one.ToMatrix().AsSpan(), other.ToMatrix().AsSpan());
    }
}
