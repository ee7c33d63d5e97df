using System.Text.Json;
using System.Text.Json.Serialization;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Runs;

/// <summary>Source-generated JSON, with names as on a command line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, WriteIndented = true, IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(MethodConverter), typeof(OptimizerConverter), typeof(LowerCaseEnum<MomentKind>), typeof(LowerCaseEnum<Precision>)])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunOptions))]
[JsonSerializable(typeof(CheckpointRecord))]
[JsonSerializable(typeof(IReadOnlyList<RunRecord>))]
internal sealed partial class RunJson : JsonSerializerContext;

internal sealed class MethodConverter() : AlgorithmConverter<Method>(Method.Registry);

internal sealed class OptimizerConverter() : AlgorithmConverter<Optimizer>(Optimizer.Registry);

/// <summary>Enums as <c>dense</c>, <c>float32</c>.</summary>
internal sealed class LowerCaseEnum<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
{
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value : throw new JsonException($"'{reader.GetString()}' is none of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}");

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString().ToLowerInvariant());
}
