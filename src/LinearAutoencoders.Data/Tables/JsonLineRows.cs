using System.Text;
using System.Text.Json;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Which fields of the objects are what.</summary>
/// <param name="Array">The field whose array has the numbers; null: numbers are fields.</param>
/// <param name="Numbers">The fields that are columns of numbers, by their place.</param>
/// <param name="Texts">The fields that are columns of text, by their place.</param>
/// <param name="Dimension">Numbers of a sample.</param>
/// <param name="AllowsMissing">Whether a number that is not there is NaN; else it is an error.</param>
internal sealed record JsonLineLayout(
    string? Array, IReadOnlyDictionary<string, int> Numbers, IReadOnlyDictionary<string, int> Texts, int Dimension, bool AllowsMissing);

/// <summary>One pass over a text with a JSON object a line.</summary>
internal sealed class JsonLineRows(InputFile file, JsonLineLayout layout) : ITextRows
{
    private readonly LineReader lines = new(file);
    private readonly string[] texts = new string[layout.Texts.Count];
    private readonly double[] unread = new double[layout.Dimension];

    private string Place => $"{file.Name}, line {lines.Number}";

    /// <summary>The text of a field, by its place among those of text.</summary>
    public string TextOf(int column) => texts[column];

    public long Skip(long count, Action? each = null)
    {
        for (var skipped = 0L; skipped < count; skipped++)
        {
            // Where nobody asks for texts, lines are found and not read.
            if (!(each is null ? lines.Read() : Read(unread))) return skipped;
            each?.Invoke();
        }
        return count;
    }

    public bool Read(Span<double> numbers)
    {
        if (!lines.Read()) return false;
        System.Array.Fill(texts, "");
        numbers.Fill(double.NaN);
        try
        {
            ReadObject(lines.Line, numbers);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new BadDataException($"{Place}: it is no JSON object that can be read; write one object a line", failure);
        }
        if (!layout.AllowsMissing && numbers.IndexOf(double.NaN) is >= 0 and var missing) throw Missing(missing);
        return true;
    }

    public void Dispose() { }

    private void ReadObject(ReadOnlySpan<byte> line, Span<double> numbers)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == layout.Array) ReadArray(ref reader, numbers, name);
            else if (layout.Numbers.TryGetValue(name, out var column)) numbers[column] = Number(ref reader, name);
            else if (layout.Texts.TryGetValue(name, out var text)) texts[text] = Text(ref reader);
            else reader.Skip();
        }
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) throw new JsonException();
    }

    private void ReadArray(ref Utf8JsonReader reader, Span<double> numbers, string name)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new BadDataException($"{Place}: {name} is no array of numbers; correct it or remove the line");
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
            if (Number(ref reader, name) is var value && count < numbers.Length) numbers[count] = value;
        if (count != numbers.Length)
            throw new BadDataException(
                $"{Place}: {name} has {count} numbers, but the first has {numbers.Length}; give all the same number");
    }

    private double Number(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return double.NaN;
        var isNumber = reader.TokenType == JsonTokenType.Number;
        if (isNumber && reader.TryGetDouble(out var value) && double.IsFinite(value)) return value;
        var shown = Cells.Shorten(Encoding.UTF8.GetString(reader.ValueSpan));
        throw new BadDataException($"{Place}: '{shown}' in {name} is no finite number; correct it or remove the line");
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            reader.Skip();
            return "";
        }
        return reader.TokenType == JsonTokenType.Null ? "" : Encoding.UTF8.GetString(reader.ValueSpan);
    }

    private BadDataException Missing(int column) => new(layout.Array is { } array
        ? $"{Place}: {array} is missing, or a number in it is; add it, remove the line, or give --missing drop"
        : $"{Place}: {layout.Numbers.First(number => number.Value == column).Key} is missing; add it, or give --missing drop or mean");
}
