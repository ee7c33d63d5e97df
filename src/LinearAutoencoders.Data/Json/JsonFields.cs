using System.Text.Json;

namespace LinearAutoencoders.Data;

/// <summary>
///   A JSON object, written or read: one list of a record's fields serves both, so that no name stands twice. Writing gives back what it
///   was given; reading gives what the file has, and what it was given where the file lacks the field.
/// </summary>
/// <remarks>Not the serializer's generated code: the metadata it makes of every property takes longer than all files of a run.</remarks>
internal abstract class JsonFields
{
    public string Text(string name, string? value) => OptionalText(name, value) ?? throw Missing(name);

    public bool Flag(string name, bool? value) => OptionalFlag(name, value) ?? throw Missing(name);

    public int Integer(string name, int? value) => OptionalInteger(name, value) ?? throw Missing(name);

    public long Count(string name, long? value) => OptionalCount(name, value) ?? throw Missing(name);

    public ulong Seed(string name, ulong? value) => OptionalSeed(name, value) ?? throw Missing(name);

    public double Number(string name, double? value) => OptionalNumber(name, value) ?? throw Missing(name);

    public DateTimeOffset Time(string name, DateTimeOffset? value) => OptionalTime(name, value) ?? throw Missing(name);

    /// <summary>An enum, in small letters.</summary>
    public TKind Kind<TKind>(string name, TKind? value) where TKind : struct, Enum => OptionalKind(name, value) ?? throw Missing(name);

    /// <summary>An object; its own fields are listed by a function of them and of what is known of it.</summary>
    public TRecord Record<TRecord>(string name, TRecord? value, Func<JsonFields, TRecord?, TRecord> fields) where TRecord : class =>
        OptionalRecord(name, value, fields) ?? throw Missing(name);

    public int? OptionalInteger(string name, int? value) => OptionalCount(name, value) is { } count ? checked((int)count) : null;

    public abstract string? OptionalText(string name, string? value);

    public abstract long? OptionalCount(string name, long? value);

    public abstract TKind? OptionalKind<TKind>(string name, TKind? value) where TKind : struct, Enum;

    public abstract double? OptionalNumber(string name, double? value);

    public abstract TRecord? OptionalRecord<TRecord>(string name, TRecord? value, Func<JsonFields, TRecord?, TRecord> fields)
        where TRecord : class;

    public abstract IReadOnlyList<double> Numbers(string name, IReadOnlyList<double> value);

    public abstract IReadOnlyList<int> Integers(string name, IReadOnlyList<int> value);

    public abstract IReadOnlyList<string> Texts(string name, IReadOnlyList<string> value);

    public IReadOnlyList<string>? OptionalTexts(string name, IReadOnlyList<string>? value) =>
        Has(name, value) ? Texts(name, value ?? []) : null;

    /// <summary>An object of names that are not known beforehand.</summary>
    public abstract IReadOnlyDictionary<string, string> TextsByName(string name, IReadOnlyDictionary<string, string> value);

    /// <summary>A list of objects.</summary>
    public abstract IReadOnlyList<TRecord> Records<TRecord>(
        string name, IReadOnlyList<TRecord> value, Func<JsonFields, TRecord?, TRecord> fields) where TRecord : class;

    /// <summary>Whether the object has, or is to have, a field that it may lack.</summary>
    public abstract bool Has(string name, object? value);

    protected abstract bool? OptionalFlag(string name, bool? value);

    protected abstract ulong? OptionalSeed(string name, ulong? value);

    protected abstract DateTimeOffset? OptionalTime(string name, DateTimeOffset? value);

    private static JsonException Missing(string name) => new($"it has no '{name}'");
}
