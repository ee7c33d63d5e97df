using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LinearAutoencoders.Components;

namespace LinearAutoencoders.Data.Onnx;

/// <summary>Models as ONNX graphs, for the runtimes of other languages: <c>scores = (samples − mean) · projection</c>.</summary>
/// <remarks>
///   Operator set 13, so that runtimes from 2020 on read it. Two nodes, Sub and MatMul; the projection, m × k, holds the scale
///   of a scaled model. Any number of rows. Where rows are to have the length 1, before and afterwards, ReduceL2, Max and Div come
///   before and behind; a row of zeros stays one.
/// </remarks>
public static class OnnxFile
{
    /// <summary>The version of the operator set that the graph asks for.</summary>
    public const int Opset = 13;

    // IR version 7 came with operator set 12 and 13.
    private const int IrVersion = 7;

    private const int FloatType = 1;
    private const int DoubleType = 11;

    /// <summary>Of an attribute that is a list of integers.</summary>
    private const int IntegersType = 7;

    /// <summary>The name of what no row is divided by less than.</summary>
    private const string Least = "least_length";

    private const double LeastLength = 1e-30;

    /// <summary>Makes or replaces a file; it appears whole.</summary>
    /// <param name="model">What to write.</param>
    /// <param name="path">The file, by custom <c>NAME.onnx</c>.</param>
    /// <param name="options">Names and precision.</param>
    /// <exception cref="IOException">The disk is full, or the place cannot be written to.</exception>
    public static void SaveOnnx(this PrincipalComponents model, string path, OnnxExportOptions? options = null)
    {
        var bytes = Bytes(model, options);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Writes the bytes of the graph.</summary>
    public static void SaveOnnx(this PrincipalComponents model, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Bytes(model, options));
    }

    private static byte[] Bytes(PrincipalComponents model, OnnxExportOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        return options.IsDouble ? Model<double>(model, options, DoubleType) : Model<float>(model, options, FloatType);
    }

    private static byte[] Model<T>(PrincipalComponents model, OnnxExportOptions options, int type) where T : unmanaged, INumber<T> =>
        new ProtoWriter()
            .Add(1, IrVersion)
            .Add(2, "LinearAutoencoders")
            .Add(3, model.Provenance.Version ?? "")
            .Add(7, Graph<T>(model, options, type))
            .Add(8, new ProtoWriter().Add(1, "").Add(2, Opset))
            .ToArray();

    private static ProtoWriter Graph<T>(PrincipalComponents model, OnnxExportOptions options, int type) where T : unmanaged, INumber<T>
    {
        var graph = new ProtoWriter();
        var input = options.HasLengthOne ? Normalized(graph, options.Input, "unit", "before") : options.Input;
        var output = options.HasLengthOne ? "projected" : options.Output;
        graph.Add(1, Node("Sub", [input, "mean"], "centered")).Add(1, Node("MatMul", ["centered", "projection"], output));
        if (options.HasLengthOne) Normalized(graph, output, options.Output, "behind");
        graph.Add(2, "principal_components")
            .Add(5, Tensor<T>("mean", [model.Dimension], [.. model.Mean], type))
            .Add(5, Tensor<T>("projection", [model.Dimension, model.Count], model.Projection.Viewed.AsSpan(), type));
        if (options.HasLengthOne) graph.Add(5, Tensor<T>(Least, [1], [LeastLength], type));
        return graph.Add(11, Values(options.Input, model.Dimension, type)).Add(12, Values(options.Output, model.Count, type));
    }

    /// <summary>Adds what divides rows by their lengths.</summary>
    private static string Normalized(ProtoWriter graph, string rows, string output, string place)
    {
        var lastAxis = new ProtoWriter().Add(1, "axes").Add(8, -1).Add(20, IntegersType);
        graph.Add(1, Node("ReduceL2", [rows], $"length_{place}").Add(5, lastAxis))
            .Add(1, Node("Max", [$"length_{place}", Least], $"divisor_{place}"))
            .Add(1, Node("Div", [rows, $"divisor_{place}"], output));
        return output;
    }

    private static ProtoWriter Node(string operation, string[] inputs, string output)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs) node.Add(1, input);
        // A name must be no other node's.
        return node.Add(2, output).Add(3, output).Add(4, operation);
    }

    private static ProtoWriter Tensor<T>(string name, int[] shape, ReadOnlySpan<double> values, int type) where T : unmanaged, INumber<T>
    {
        var tensor = new ProtoWriter();
        foreach (var size in shape) tensor.Add(1, size);
        var converted = new T[values.Length];
        TensorPrimitives.ConvertTruncating(values, converted.AsSpan());
        return tensor.Add(2, type).Add(8, name).Add(9, MemoryMarshal.AsBytes<T>(converted));
    }

    private static ProtoWriter Values(string name, int columns, int type)
    {
        var shape = new ProtoWriter()
            .Add(1, new ProtoWriter().Add(2, "rows"))
            .Add(1, new ProtoWriter().Add(1, columns));
        return new ProtoWriter().Add(1, name)
            .Add(2, new ProtoWriter().Add(1, new ProtoWriter().Add(1, type).Add(2, shape)));
    }
}

/// <summary>How a model is written as an ONNX graph.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>What the graph calls the samples.</summary>
    public string Input { get; init; } = "samples";

    /// <summary>What it calls the scores.</summary>
    public string Output { get; init; } = "scores";

    /// <summary>
    ///   Whether rows are divided by their lengths before they are projected, and scores by theirs: for vectors that are compared by the
    ///   cosine. Default: no.
    /// </summary>
    public bool HasLengthOne { get; init; }

    /// <summary>Whether values are in double precision. Default: single, which every runtime is fast at.</summary>
    public bool IsDouble { get; init; }
}
