using System.Text;
using System.Text.Json;

namespace LinearAutoencoders.Data;

/// <summary>Writes fields, indented; those that are null as null, or not at all.</summary>
internal sealed class JsonFieldWriter : JsonFields
{
    private readonly Utf8JsonWriter json;
    private readonly bool withNulls;

    private JsonFieldWriter(Utf8JsonWriter json, bool withNulls) => (this.json, this.withNulls) = (json, withNulls);

    /// <summary>A record as an object.</summary>
    public static string Write<TRecord>(TRecord record, Func<JsonFields, TRecord?, TRecord> fields, bool withNulls = true)
        where TRecord : class
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            fields(new JsonFieldWriter(json, withNulls), record);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public override bool Has(string name, object? value) => value is not null;

    public override string? OptionalText(string name, string? value)
    {
        if (IsThere(name, value is not null)) json.WriteString(name, value);
        return value;
    }

    public override long? OptionalCount(string name, long? value)
    {
        if (IsThere(name, value.HasValue)) json.WriteNumber(name, value!.Value);
        return value;
    }

    public override double? OptionalNumber(string name, double? value)
    {
        if (IsThere(name, value.HasValue)) json.WriteNumber(name, value!.Value);
        return value;
    }

    public override TRecord? OptionalRecord<TRecord>(string name, TRecord? value, Func<JsonFields, TRecord?, TRecord> fields)
        where TRecord : class
    {
        if (!IsThere(name, value is not null)) return value;
        json.WriteStartObject(name);
        fields(this, value);
        json.WriteEndObject();
        return value;
    }

    public override IReadOnlyList<double> Numbers(string name, IReadOnlyList<double> value)
    {
        json.WriteStartArray(name);
        foreach (var number in value) json.WriteNumberValue(number);
        json.WriteEndArray();
        return value;
    }

    public override IReadOnlyList<int> Integers(string name, IReadOnlyList<int> value)
    {
        json.WriteStartArray(name);
        foreach (var number in value) json.WriteNumberValue(number);
        json.WriteEndArray();
        return value;
    }

    public override IReadOnlyList<string> Texts(string name, IReadOnlyList<string> value)
    {
        json.WriteStartArray(name);
        foreach (var text in value) json.WriteStringValue(text);
        json.WriteEndArray();
        return value;
    }

    public override IReadOnlyDictionary<string, string> TextsByName(string name, IReadOnlyDictionary<string, string> value)
    {
        json.WriteStartObject(name);
        foreach (var (key, text) in value) json.WriteString(key, text);
        json.WriteEndObject();
        return value;
    }

    public override IReadOnlyList<TRecord> Records<TRecord>(
        string name, IReadOnlyList<TRecord> value, Func<JsonFields, TRecord?, TRecord> fields) where TRecord : class
    {
        json.WriteStartArray(name);
        foreach (var record in value)
        {
            json.WriteStartObject();
            fields(this, record);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        return value;
    }

    protected override bool? OptionalFlag(string name, bool? value)
    {
        if (IsThere(name, value.HasValue)) json.WriteBoolean(name, value!.Value);
        return value;
    }

    protected override ulong? OptionalSeed(string name, ulong? value)
    {
        if (IsThere(name, value.HasValue)) json.WriteNumber(name, value!.Value);
        return value;
    }

    protected override DateTimeOffset? OptionalTime(string name, DateTimeOffset? value)
    {
        if (IsThere(name, value.HasValue)) json.WriteString(name, value!.Value);
        return value;
    }

    public override TKind? OptionalKind<TKind>(string name, TKind? value)
    {
        OptionalText(name, value?.ToString().ToLowerInvariant());
        return value;
    }

    /// <summary>Whether there is a value to write; writes null where there is none.</summary>
    private bool IsThere(string name, bool hasValue)
    {
        if (!hasValue && withNulls) json.WriteNull(name);
        return hasValue;
    }
}
