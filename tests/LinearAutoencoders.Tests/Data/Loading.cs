using System.Numerics;
using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Data;

/// <summary>The calls under test, stopped when the test is.</summary>
internal static class Loading
{
    public static DataOptions AsRead { get; } = new() { Center = false };

    public static Dataset<T> Load<T>(string source, DataOptions? options = null) where T : unmanaged, IFloatingPointIeee754<T> =>
        DataSource.Load<T>(source, options, TestContext.Current.CancellationToken);

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
