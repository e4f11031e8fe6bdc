using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Gemini;

/// <summary>Arguments that Vertex streams as values of paths (<c>$.recipe.steps[0]</c>), put together to an object.</summary>
internal sealed class PartialArguments(string id, string name)
{
    private const int LongestArray = 10_000;

    private readonly JsonObject _root = [];

    public string Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>Takes the pieces of one chunk.</summary>
    public void Add(JsonElement pieces)
    {
        foreach (var piece in pieces.Items())
        {
            var steps = Steps(piece.Either("jsonPath", "json_path").AsString() ?? "");
            if (steps.Count > 0)
            {
                Set(steps, piece);
            }
        }
    }

    public override string ToString() => _root.ToJsonString(new JsonSerializerOptions(JsonSerializerOptions.Default) { Encoder = Json.Options.Encoder });

    private static JsonValue? ValueOf(JsonElement piece, JsonNode? before)
    {
        if (piece.Either("stringValue", "string_value").AsString() is { } text)
        {
            return JsonValue.Create(before is JsonValue known && known.TryGetValue<string>(out var begun) ? begun + text : text);
        }

        if (piece.Either("numberValue", "number_value").AsDouble() is { } number)
        {
            return JsonValue.Create(number);
        }

        return piece.Either("boolValue", "bool_value").AsBool() is { } truth ? JsonValue.Create(truth) : null;
    }

    /// <summary>The steps of a path: names as text, positions as numbers.</summary>
    private static List<object> Steps(string path)
    {
        var steps = new List<object>();
        foreach (var name in path.TrimStart('$').Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            if (bracket != 0)
            {
                steps.Add(bracket < 0 ? name : name[..bracket]);
            }

            foreach (var index in bracket < 0 ? [] : name[bracket..].Split('[', ']').Where(static text => text.Length > 0))
            {
                steps.Add(int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position < LongestArray ? position : index.Trim('\'', '"'));
            }
        }

        return steps;
    }

    private void Set(List<object> steps, JsonElement piece)
    {
        JsonNode node = _root;
        for (var i = 0; i < steps.Count; i++)
        {
            var isLast = i == steps.Count - 1;
            var child = Child(node, steps[i]);
            if (isLast)
            {
                Put(node, steps[i], ValueOf(piece, child));
                return;
            }

            if (child is not (JsonObject or JsonArray))
            {
                child = steps[i + 1] is int ? new JsonArray() : new JsonObject();
                Put(node, steps[i], child);
            }

            node = child;
        }
    }

    private static JsonNode? Child(JsonNode node, object step) => (node, step) switch
    {
        (JsonObject into, string name) => into[name],
        (JsonArray into, int position) when position < into.Count => into[position],
        _ => null,
    };

    private static void Put(JsonNode node, object step, JsonNode? value)
    {
        switch (node, step)
        {
            case (JsonObject into, string name):
                into[name] = value;
                break;
            case (JsonArray into, int position):
                while (into.Count <= position)
                {
                    into.Add(null);
                }

                into[position] = value;
                break;
            default:
                break;
        }
    }
}
