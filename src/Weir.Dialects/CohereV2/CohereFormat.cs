using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>The member <c>response_format</c>: <c>json_object</c>, with or without a schema.</summary>
internal static class CohereFormat
{
    private const string TypeNote = "$type";
    private const string SchemaNote = "$schema";

    public static ResponseFormat? Read(JsonElement format)
    {
        if (format.IsNothing())
        {
            return null;
        }

        var extras = new ExtrasBuilder();
        foreach (var member in format.MustBeMembers("response_format").Where(static member => member.Name is not ("type" or "json_schema" or "schema")))
        {
            extras.Add(member);
        }

        var type = format.Member("type").MustBeText("response_format.type");
        var name = format.Member("schema").IsNothing() ? "json_schema" : "schema";
        var schema = format.Member(name);
        _ = schema.MustBeMembers($"response_format.{name}");
        extras.Note(TypeNote, type);
        extras.Note(SchemaNote, name);
        return new ResponseFormat
        {
            Kind = type switch
            {
                "text" => FormatKind.Text,
                "json_object" or "json_schema" => schema.IsNothing() ? FormatKind.JsonObject : FormatKind.JsonSchema,
                _ => throw DialectException.Invalid("`response_format.type` must be text or json_object.", "response_format.type"),
            },
            Schema = schema.IsNothing() ? null : schema.Clone(),
            Extras = extras.Build(CohereV2Dialect.DialectName),
        };
    }

    public static void Write(Utf8JsonWriter json, ResponseFormat? format)
    {
        if (format is null || (format.Kind == FormatKind.Text && !format.Extras.Are(CohereV2Dialect.DialectName)))
        {
            return;
        }

        json.WriteStartObject("response_format");
        json.WriteString("type", format.Extras.Text(CohereV2Dialect.DialectName, TypeNote) ?? "json_object");
        if (format.Schema is { } schema)
        {
            json.WriteRaw(format.Extras.Text(CohereV2Dialect.DialectName, SchemaNote) ?? "json_schema", schema);
        }

        format.Extras.WriteTo(json, CohereV2Dialect.DialectName);
        json.WriteEndObject();
    }
}
