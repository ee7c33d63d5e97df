using System.Text.Json;

namespace LinearAutoencoders.Data;

/// <summary>Reads fields; refuses an object that has others.</summary>
internal sealed class JsonFieldReader : JsonFields
{
    /// <summary>What was not read yet.</summary>
    private readonly Dictionary<string, JsonElement> left;

    private JsonFieldReader(JsonElement json) => left = json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().ToDictionary(field => field.Name, field => field.Value)
        : throw new JsonException($"{json.GetRawText()} is not an object");

    /// <summary>The record that a text has.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not of such a record.</exception>
    public static TRecord Read<TRecord>(string text, Func<JsonFields, TRecord?, TRecord> fields) where TRecord : class
    {
        using var document = JsonDocument.Parse(text);
        try
        {
            return Read(document.RootElement, fields);
        }
        catch (Exception refused) when (refused is ArgumentException or OverflowException)
        {
            throw new JsonException(refused.Message, refused);
        }
    }

    public override bool Has(string name, object? value) => left.ContainsKey(name);

    public override string? OptionalText(string name, string? value) => Take(name, value, json => json.GetString());

    public override long? OptionalCount(string name, long? value) => Take<long?>(name, value, json => json.GetInt64());

    public override double? OptionalNumber(string name, double? value) => Take<double?>(name, value, json => json.GetDouble());

    public override TRecord? OptionalRecord<TRecord>(string name, TRecord? value, Func<JsonFields, TRecord?, TRecord> fields)
        where TRecord : class => Take(name, value, json => Read(json, fields));

    public override IReadOnlyList<double> Numbers(string name, IReadOnlyList<double> value) =>
        TakeList(name, value, json => json.GetDouble());

    public override IReadOnlyList<int> Integers(string name, IReadOnlyList<int> value) => TakeList(name, value, json => json.GetInt32());

    public override IReadOnlyList<string> Texts(string name, IReadOnlyList<string> value) =>
        TakeList(name, value, json => json.GetString() ?? throw new FormatException());

    public override IReadOnlyDictionary<string, string> TextsByName(string name, IReadOnlyDictionary<string, string> value) =>
        Take(name, value, json => json.EnumerateObject().ToDictionary(
            field => field.Name, field => field.Value.GetString() ?? throw new FormatException())) ?? value;

    public override IReadOnlyList<TRecord> Records<TRecord>(
        string name, IReadOnlyList<TRecord> value, Func<JsonFields, TRecord?, TRecord> fields) where TRecord : class =>
        TakeList(name, value, json => Read(json, fields));

    protected override bool? OptionalFlag(string name, bool? value) => Take<bool?>(name, value, json => json.GetBoolean());

    protected override ulong? OptionalSeed(string name, ulong? value) => Take<ulong?>(name, value, json => json.GetUInt64());

    protected override DateTimeOffset? OptionalTime(string name, DateTimeOffset? value) =>
        Take<DateTimeOffset?>(name, value, json => json.GetDateTimeOffset());

    public override TKind? OptionalKind<TKind>(string name, TKind? value) => Take<TKind?>(
        name, value, json => Enum.TryParse<TKind>(json.GetString(), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind
            : throw new JsonException(
                $"'{name}' is {json.GetRawText()}, none of {string.Join(", ", Enum.GetNames<TKind>()).ToLowerInvariant()}"));

    private static TRecord Read<TRecord>(JsonElement json, Func<JsonFields, TRecord?, TRecord> fields) where TRecord : class
    {
        var reader = new JsonFieldReader(json);
        var record = fields(reader, null);
        return reader.left.Count == 0 ? record : throw new JsonException($"it has an unknown '{reader.left.Keys.First()}'");
    }

    private IReadOnlyList<TItem> TakeList<TItem>(string name, IReadOnlyList<TItem> value, Func<JsonElement, TItem> read) =>
        Take(name, value, json => [.. json.EnumerateArray().Select(read)]) ?? throw new JsonException($"'{name}' is null, not a list");

    /// <summary>The value of a field, null where it is null; what was given where there is no such field.</summary>
    private TValue? Take<TValue>(string name, TValue? value, Func<JsonElement, TValue?> read)
    {
        if (!left.Remove(name, out var json)) return value;
        if (json.ValueKind == JsonValueKind.Null) return default;
        try
        {
            return read(json);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException)
        {
            throw new JsonException($"'{name}' cannot be {json.GetRawText()}", failure);
        }
    }
}
