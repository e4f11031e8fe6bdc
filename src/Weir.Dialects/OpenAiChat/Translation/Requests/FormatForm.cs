using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary><c>response_format</c>, to and fro.</summary>
internal static class FormatForm
{
    public static ResponseFormat Read(JsonElement format)
    {
        Expect.Object(format, "response_format");
        var type = Expect.Member(format, "type", "response_format");
        if (type == "json_schema")
        {
            return ReadSchema(format);
        }

        // llama.cpp and Together take a schema beside json_object; other words (a grammar) are kept as they are.
        var schema = type == "json_object" && format.Member("schema") is { ValueKind: JsonValueKind.Object } beside ? beside.Clone() : (JsonElement?)null;
        var isPlain = format.EnumerateObject().Count() == 1 && type is "text" or "json_object";
        return new ResponseFormat
        {
            Kind = schema is not null ? FormatKind.JsonSchema : type == "json_object" ? FormatKind.JsonObject : FormatKind.Text,
            Schema = schema,
            Extras = isPlain ? Extras.None : Extras.None.With(Notes.Dialect, Notes.Raw, format.Clone()),
        };
    }

    public static void Write(Utf8JsonWriter json, ResponseFormat format)
    {
        if (format.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw))
        {
            json.WriteRaw("response_format", raw);
            return;
        }

        json.WriteStartObject("response_format");
        json.WriteString("type", format.Kind switch { FormatKind.Text => "text", FormatKind.JsonObject => "json_object", _ => "json_schema" });
        if (format.Kind == FormatKind.JsonSchema)
        {
            json.WriteStartObject("json_schema");
            json.WriteString("name", SafeName(format.Name));
            json.WriteOptional("description", format.Description);
            if (format.Schema is { } schema)
            {
                json.WriteRaw("schema", schema);
            }

            json.WriteOptional("strict", format.Strict);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static ResponseFormat ReadSchema(JsonElement format)
    {
        var inner = Expect.Object(format.Member("json_schema"), "response_format.json_schema");
        return new ResponseFormat
        {
            Kind = FormatKind.JsonSchema,
            Name = inner.String("name"),
            Description = inner.String("description"),
            Schema = inner.Member("schema") is { ValueKind: not JsonValueKind.Undefined } schema ? schema.Clone() : null,
            Strict = inner.Bool("strict"),
            Extras = Extras.None.With(Notes.Dialect, Notes.Raw, format.Clone()),
        };
    }

    /// <summary>A name is demanded, of letters, digits, <c>_</c> and <c>-</c>.</summary>
    private static string SafeName(string? name) => string.IsNullOrEmpty(name) ? "answer" : ToolCallIds.Safe(name);
}
