using LinearAutoencoders.Data;
using static LinearAutoencoders.Tests.Data.Loading;

namespace LinearAutoencoders.Tests.Data;

public class DataSourceTests
{
    [Fact]
    public void Digits_HaveTheirPublishedShapeAndSums()
    {
        var digits = Load<double>("digits", AsRead);

        Assert.Equal((1797, 64), (digits.Samples.Rows, digits.Samples.Columns));
        Assert.Equal((8, 8), digits.PictureShape);
        Assert.Equal("digits", digits.Name);
        Assert.Equal([0, 0, 5, 13, 9, 1, 0, 0], digits.Samples.Row(0)[..8]);
        Assert.Equal(561718, Sum(digits.Samples.AsSpan()));
        Assert.Equal(new double[64], digits.Mean);
        Assert.Equal("f85209d4c903eca314229a4fbe841ab8133b9d78c6898a01dbbb38cf853875c6", digits.Fingerprint);
    }

    [Fact]
    public void Digits_AreCentred_UnlessToldOtherwise()
    {
        var raw = Load<double>("digits", AsRead);
        var centred = Load<float>("digits");

        Assert.Equal(561718 / 1797.0, centred.Mean.Sum(), 1e-9);
        for (var j = 0; j < 64; j++)
        {
            Assert.Equal((float)(raw.Samples[17, j] - centred.Mean[j]), centred.Samples[17, j]);
            var sum = 0.0;
            for (var i = 0; i < 1797; i++) sum += centred.Samples[i, j];
            // Every value is off by half a unit of rounding of a number below 16 at most.
            Assert.InRange(Math.Abs(sum), 0, 1797 * Math.ScaleB(1, -21));
        }
        Assert.Equal(raw.Fingerprint, centred.Fingerprint);
    }

    [Fact]
    public void Mnist_HasItsKnownShapeAndPixelStatistics()
    {
        var mnist = Load<float>("mnist:" + MnistLocation.Require());

        Assert.Equal((60000, 784), (mnist.Samples.Rows, mnist.Samples.Columns));
        Assert.Equal((28, 28), mnist.PictureShape);
        Assert.Equal(0.1307, mnist.Mean.Average(), 5e-5);
        // The sum of all bytes, a whole number; the rounding of 784 means is far below 1 in it.
        Assert.Equal(1567298545, mnist.Mean.Sum() * 60000 * 255, 0.01);
        Assert.Equal("5b951a4e8ed58207c0eee28711986759867766b6abea4eed23e2cabd3ded70f5", mnist.Fingerprint);
        // The trace of the covariance, as the sum of all its eigenvalues.
        var squares = 0.0;
        for (var i = 0; i < 60000; i++) squares += LinearAutoencoders.Numerics.Vectors.SquaredNorm<float>(mnist.Samples.Row(i));
        Assert.Equal(52.725, squares / 60000, 5e-4);
    }

    [Fact]
    public void Mnist_IsFoundWhereItsVariableSays()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Bytes(MnistFiles.TrainingImages, 1);

        Assert.Equal(path, MnistFiles.Locate(folder.Path));
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("synthetic")]
    public void Loading_Stops_WhenCancelled(string source) =>
        Assert.ThrowsAny<OperationCanceledException>(() => DataSource.Open(source, cancellationToken: new CancellationToken(canceled: true)));

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
