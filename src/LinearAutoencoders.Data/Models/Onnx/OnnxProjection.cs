using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Onnx;

/// <summary>Reads projections from ONNX graphs.</summary>
internal static class OnnxProjection
{
    internal const string Wanted =
        "a projection is a MatMul or Gemm with a constant matrix, and at most a Sub or Add before and behind it";

    /// <summary>Reads a graph of one matrix product, with additions or subtractions of constant vectors before and behind it.</summary>
    /// <exception cref="BadDataException">The file cannot be read, or its graph is another.</exception>
    public static AffineProjection Read(string path) => InputFile.Read(path, file =>
    {
        var bytes = file.ReadWhole();
        try
        {
            return new OnnxGraph(file, bytes.GetBuffer().AsMemory(0, (int)bytes.Length)).Projection();
        }
        catch (InvalidDataException failure)
        {
            throw file.Bad($"it is no ONNX model ({failure.Message}); export it again");
        }
    }, CancellationToken.None);
}
