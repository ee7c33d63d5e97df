using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinearAutoencoders.Runs;

/// <summary>
///   A method or an optimizer as <c>{"name": "nested-dropout", "rho": 0.9}</c>: its name and all of its hyperparameters that are set.
/// </summary>
internal abstract class AlgorithmConverter<TAlgorithm>(Registry<TAlgorithm> registry) : JsonConverter<TAlgorithm>
    where TAlgorithm : Algorithm
{
    private const string NameKey = "name";

    public override void Write(Utf8JsonWriter writer, TAlgorithm value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(NameKey, value.Name);
        foreach (var hyperparameter in value.Hyperparameters)
            if (hyperparameter.Get(value) is { } set) Write(writer, hyperparameter.Name, set);
        writer.WriteEndObject();
    }

    public override TAlgorithm Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return Read(document.RootElement);
        }
        catch (Exception failure)
            when (failure is ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    private TAlgorithm Read(JsonElement json)
    {
        var algorithm = registry[json.GetProperty(NameKey).GetString() ?? ""];
        var known = algorithm.Hyperparameters.ToDictionary(one => one.Name);
        foreach (var property in json.EnumerateObject().Where(property => property.Name != NameKey))
        {
            if (!known.TryGetValue(property.Name, out var hyperparameter))
                throw new ArgumentException($"{algorithm.Name} has no hyperparameter {property.Name}");
            algorithm = (TAlgorithm)hyperparameter.With(algorithm, ValueOf(hyperparameter, property.Value));
        }
        return algorithm;
    }

    private static object? ValueOf(Hyperparameter hyperparameter, JsonElement json) => hyperparameter.Kind switch
    {
        HyperparameterKind.Number => json.GetDouble(),
        HyperparameterKind.WholeNumber => json.GetInt32(),
        HyperparameterKind.Numbers => json.EnumerateArray().Select(item => item.GetDouble()).ToList(),
        _ => json.GetString(),
    };

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case double number: writer.WriteNumber(name, number); break;
            case int number: writer.WriteNumber(name, number); break;
            case IEnumerable<double> numbers:
                writer.WriteStartArray(name);
                foreach (var number in numbers) writer.WriteNumberValue(number);
                writer.WriteEndArray();
                break;
            default: writer.WriteString(name, Hyperparameter.Format(value)); break;
        }
    }
}
