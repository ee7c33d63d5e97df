using System.Text.Json;
using LinearAutoencoders.Data.Formats;

namespace LinearAutoencoders.Data.Tables;

/// <summary>Tables with a JSON object a line: one field has an array of numbers, or several have a number each.</summary>
internal static class JsonLineTable
{
    /// <exception cref="BadDataException">A line is no such object, or there are two ways to use its fields.</exception>
    public static Table Open(StoredFile stored, TableOptions options, CancellationToken cancellationToken)
    {
        var fields = InputFile.Read(stored, FieldsOfFirst, cancellationToken);
        string[] names = [.. fields.Select(field => field.Name)];
        var uses = ColumnUses.Of(options, stored.Name, names, names.Length);
        var notes = new List<string>();
        for (var i = 0; i < uses.Length; i++) uses[i] = Settled(uses[i], fields[i], stored.Name, notes);
        int[] numbers = [.. Enumerable.Range(0, uses.Length).Where(i => uses[i] is ColumnUse.Number or ColumnUse.Weight)];
        var array = ArrayAmong(stored.Name, fields, numbers);
        int[] texts = [.. Enumerable.Range(0, uses.Length).Where(i => uses[i] is ColumnUse.Label or ColumnUse.Passthrough)];
        var layout = new JsonLineLayout(array?.Name,
            array is null ? numbers.Select((field, place) => (field, place)).ToDictionary(one => names[one.field], one => one.place) : [],
            texts.Select((field, place) => (field, place)).ToDictionary(one => names[one.field], one => one.place),
            array?.Length ?? numbers.Length, options.Missing != MissingValues.Refuse);
        var survey = TextSurvey.Of(
            stored, file => new JsonLineRows(file, layout), layout.Dimension, texts.Length, options.IsShared, cancellationToken);
        return new Table(survey.Rows)
        {
            ColumnNames = array is null ? [.. numbers.Select(i => names[i])]
                : [.. Enumerable.Range(0, array.Length).Select(i => $"{array.Name}[{i}]")],
            Labels = TextsFor(ColumnUse.Label),
            Passthrough = TextsFor(ColumnUse.Passthrough),
            WeightColumn = ColumnUses.WeightIn(numbers, uses),
            Notes = notes,
        };

        TextColumn[] TextsFor(ColumnUse use) => [.. texts.Select((field, place) => (field, place)).Where(text => uses[text.field] == use)
            .Select(text => new TextColumn(names[text.field], survey.Texts[text.place].Values))];
    }

    private static ColumnUse Settled(ColumnUse use, JsonField field, string source, List<string> notes)
    {
        var holdsNumbers = field.Kind is JsonValueKind.Number or JsonValueKind.Array && field.Length > 0;
        if (use is ColumnUse.Number or ColumnUse.Weight && !holdsNumbers)
            throw new BadDataException($"{source}: {field.Name} holds no numbers; leave it out with --exclude");
        if (use != ColumnUse.Open) return use;
        if (holdsNumbers) return ColumnUse.Number;
        notes.Add($"{field.Name} holds {(field.Kind == JsonValueKind.String ? "text" : "no numbers")}, left out");
        return field.Kind == JsonValueKind.String ? ColumnUse.Label : ColumnUse.None;
    }

    private static JsonField? ArrayAmong(string source, List<JsonField> fields, int[] numbers)
    {
        if (numbers.Length == 0)
            throw new BadDataException($"{source}: no field of the first object holds numbers; give objects with an array of numbers");
        var at = Array.Find(numbers, i => fields[i].Kind == JsonValueKind.Array);
        if (fields[at].Kind != JsonValueKind.Array) return null;
        if (numbers.Length > 1)
            throw new BadDataException($"{source}: {fields[at].Name} holds arrays, and other fields hold numbers too; give --columns "
                + $"{fields[at].Name} for the arrays, or --exclude {fields[at].Name} for the others");
        return fields[at];
    }

    private static List<JsonField> FieldsOfFirst(InputFile file)
    {
        var lines = new LineReader(file);
        if (!lines.Read()) throw file.Bad("the file has no lines with objects; write samples to it, one a line");
        try
        {
            using var json = JsonDocument.Parse(lines.Line.ToArray());
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return [.. json.RootElement.EnumerateObject().DistinctBy(field => field.Name)
                    .Select(field => new JsonField(field.Name, field.Value.ValueKind, LengthOf(field.Value)))];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Said below.
        }
        throw file.Bad($"line {lines.Number} is no JSON object; write one object a line");
    }

    /// <summary>Numbers of a value: 1 of a number, 0 of what holds none.</summary>
    private static int LengthOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => 1,
        JsonValueKind.Array => value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Number or JsonValueKind.Null)
            ? value.GetArrayLength() : 0,
        _ => 0,
    };

    private sealed record JsonField(string Name, JsonValueKind Kind, int Length);
}
