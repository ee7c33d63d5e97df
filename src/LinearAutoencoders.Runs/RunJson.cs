using System.Text.Json;
using System.Text.Json.Serialization;
using LinearAutoencoders.Data;
using LinearAutoencoders.Methods;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Optimizers;

namespace LinearAutoencoders.Runs;

/// <summary>Source-generated JSON, with names as on a command line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, WriteIndented = true, IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(MethodConverter), typeof(OptimizerConverter), typeof(LowerCaseEnum<MomentKind>), typeof(LowerCaseEnum<Precision>),
        typeof(LowerCaseEnum<Header>), typeof(LowerCaseEnum<MissingValues>),
        typeof(EpochSet),
    ])]
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
            ? value
            : throw new JsonException(
                $"'{reader.GetString()}' is none of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}");

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString().ToLowerInvariant());
}

/// <summary>Epochs, in their order.</summary>
internal sealed class EpochSet : JsonConverter<IReadOnlySet<int>>
{
    public override IReadOnlySet<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.EnumerateArray().Select(epoch => epoch.GetInt32()).ToHashSet();
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlySet<int> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var epoch in value.Order()) writer.WriteNumberValue(epoch);
        writer.WriteEndArray();
    }
}
