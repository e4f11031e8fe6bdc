using System.Text.Json;

namespace Weir.Dialects.Conversations.Tools;

/// <summary>Tools in the form <c>{"type": "function", "function": {name, description, parameters}}</c>, which several dialects share.</summary>
internal static class FunctionToolJson
{
    private const string FunctionNote = "$function";
    private const string BareNote = "$bare";

    /// <summary>Reads one tool. What is no function is a tool that only its dialect knows.</summary>
    public static Tool Read(JsonElement tool, string dialect, string path)
    {
        var function = tool.Member("function");
        var extras = new ExtrasBuilder();
        foreach (var member in tool.MustBeMembers(path))
        {
            if (member.Name is not ("type" or "function"))
            {
                extras.Add(member);
            }
        }

        if ((tool.Member("type").MayBeText($"{path}.type") ?? "function") != "function")
        {
            return new ServerTool(dialect, tool.String("type")!, tool.Clone());
        }

        foreach (var member in function.MustBeMembers($"{path}.function"))
        {
            if (member.Name is not ("name" or "description" or "parameters"))
            {
                extras.Add(FunctionNote, function);
                break;
            }
        }

        var parameters = function.Member("parameters");
        if (parameters.ValueKind == JsonValueKind.Undefined)
        {
            extras.Note(BareNote, "parameters");
        }

        _ = parameters.MustBeMembers($"{path}.function.parameters");
        return new FunctionTool(function.Member("name").MustBeText($"{path}.function.name"))
        {
            Description = function.Member("description").MayBeText($"{path}.function.description"),
            Parameters = parameters.ValueKind == JsonValueKind.Undefined ? null : parameters.Clone(),
            Extras = extras.Build(dialect),
        };
    }

    /// <summary>Writes a tool, or reports it as lost.</summary>
    public static void Write(Utf8JsonWriter json, Tool tool, string dialect, Losses losses, string path)
    {
        tool.Extras.ReportTo(losses, dialect, path);
        switch (tool)
        {
            case FunctionTool function:
                Begin(json, function.Name, function.Description);
                WriteParameters(json, function, dialect);
                WriteRest(json, function, dialect);
                json.WriteEndObject();
                function.Extras.WriteTo(json, dialect);
                json.WriteEndObject();
                break;
            case CustomTool custom:
                Begin(json, custom.Name, custom.Description);
                json.WritePropertyName("parameters");
                json.WriteRawValue("""{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}""");
                json.WriteEndObject();
                json.WriteEndObject();
                if (custom.Format is not null)
                {
                    losses.Add($"{path}.format", "a grammar can't be told here");
                }

                break;
            case ServerTool own when own.Dialect == dialect:
                json.WriteRawValue(own.Json.GetRawText());
                break;
            case ServerTool foreign:
                losses.Add(path, $"{foreign.Type} is run by providers of {foreign.Dialect}");
                break;
            default:
                break;
        }
    }

    private static void Begin(Utf8JsonWriter json, string name, string? description)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", name);
        json.WriteOptional("description", description);
    }

    private static void WriteParameters(Utf8JsonWriter json, FunctionTool tool, string dialect)
    {
        if (tool.Parameters is { } parameters)
        {
            json.WriteRaw("parameters", parameters);
        }
        else if (tool.Extras.Text(dialect, BareNote) is null)
        {
            json.WritePropertyName("parameters");
            json.WriteRawValue("""{"type":"object","properties":{}}""");
        }
    }

    private static void WriteRest(Utf8JsonWriter json, FunctionTool tool, string dialect)
    {
        if (tool.Extras.TryGet(dialect, FunctionNote, out var function))
        {
            foreach (var member in function.Members())
            {
                if (member.Name is not ("name" or "description" or "parameters"))
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }
        }
    }
}
