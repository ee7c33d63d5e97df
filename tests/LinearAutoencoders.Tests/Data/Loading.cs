using System.Numerics;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Tests.Data;

/// <summary>The calls under test, stopped when the test is.</summary>
internal static class Loading
{
    public static DataOptions AsRead { get; } = new() { Center = false };

    public static Dataset Open(string source, DataOptions? options = null) =>
        DataSource.Open(source, options, team: null, TestContext.Current.CancellationToken);

    /// <summary>Opens, centres and rounds.</summary>
    public static Loaded<T> Load<T>(string source, DataOptions? options = null) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var dataset = Open(source, options);
        var data = new TrainingData<T>(dataset.Source, dataset.Center, team: null, TestContext.Current.CancellationToken);
        return new Loaded<T>(dataset.Name, data.Samples, [.. data.Mean], dataset.Fingerprint, dataset.PictureShape);
    }

    public static Matrix<T> ReadNpy<T>(string path) where T : unmanaged, IFloatingPointIeee754<T> =>
        NpyFile.Read<T>(path, TestContext.Current.CancellationToken);

    public static T[] ReadNpyVector<T>(string path) where T : unmanaged, IFloatingPointIeee754<T> =>
        NpyFile.ReadVector<T>(path, TestContext.Current.CancellationToken);

    /// <summary>The message of the error that loading gives, after checking that it is one line.</summary>
    public static string Error(string source, DataOptions? options = null) => Error(() => Load<float>(source, options));

    public static string Error(Action load)
    {
        var message = Assert.Throws<BadDataException>(load).Message;
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain('\r', message);
        return message;
    }
}

/// <summary>All that there is to a data set.</summary>
internal sealed record Loaded<T>(
    string Name, Matrix<T> Samples, double[] Mean, string Fingerprint, (int Rows, int Columns)? PictureShape)
    where T : unmanaged, IFloatingPointIeee754<T>;
