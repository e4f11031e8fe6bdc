using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Ollama;

/// <summary>Tool calls: <c>{id, function: {index, name, arguments}}</c> with arguments as an object. Old servers send no id.</summary>
internal static class OllamaToolCalls
{
    private const string MadeNote = "$made_id";
    private const string TypeNote = "$type";
    private const string FunctionNote = "$function";
    private const string BareNote = "$bare";

    /// <param name="call">The call.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="makeId">Makes an id from the tool's name, where the call has none.</param>
    public static ToolCallPart Read(JsonElement call, string path, Func<string, string> makeId)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in call.MustBeMembers(path))
        {
            if (member.Name == "type")
            {
                extras.Add(TypeNote, member.Value);
            }
            else if (member.Name is not ("id" or "function"))
            {
                extras.Add(member);
            }
        }

        var function = call.Member("function");
        if (function.MustBeMembers($"{path}.function").Any(static member => member.Name is not ("name" or "arguments")))
        {
            extras.Add(FunctionNote, function);
        }

        var name = function.Member("name").MustBeText($"{path}.function.name");
        var id = call.Member("id").MayBeText($"{path}.id");
        if (string.IsNullOrEmpty(id))
        {
            extras.Note(MadeNote, "");
            id = makeId(name);
        }

        var arguments = function.Member("arguments");
        _ = arguments.MustBeMembers($"{path}.function.arguments");
        if (arguments.IsNothing())
        {
            extras.Note(BareNote, "arguments");
        }

        return new ToolCallPart(id, name, arguments.IsNothing() ? "{}" : arguments.GetRawText()) { Extras = extras.Build(OllamaDialect.DialectName) };
    }

    /// <param name="json">Where to write.</param>
    /// <param name="call">The call.</param>
    /// <param name="index">Its place among the calls of an answer; null in a history.</param>
    /// <param name="losses">Where to report arguments that are no object.</param>
    /// <param name="path">Where the call stands.</param>
    public static void Write(Utf8JsonWriter json, ToolCallPart call, int? index, Losses losses, string path)
    {
        var extras = call.Extras;
        json.WriteStartObject();
        if (extras.Text(OllamaDialect.DialectName, MadeNote) is null)
        {
            json.WriteString("id", call.CallId);
        }

        if (extras.TryGet(OllamaDialect.DialectName, TypeNote, out var type))
        {
            json.WriteRaw("type", type);
        }

        extras.WriteTo(json, OllamaDialect.DialectName);
        json.WriteStartObject("function");
        if (extras.TryGet(OllamaDialect.DialectName, FunctionNote, out var function))
        {
            foreach (var member in function.Members().Where(static member => member.Name is not ("name" or "arguments")))
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }
        else if (!extras.Are(OllamaDialect.DialectName))
        {
            json.WriteOptional("index", index);
        }

        json.WriteString("name", call.Name);
        if (extras.Text(OllamaDialect.DialectName, BareNote) is null || call.Arguments != "{}")
        {
            WriteArguments(json, call, losses, path);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArguments(Utf8JsonWriter json, ToolCallPart call, Losses losses, string path)
    {
        json.WritePropertyName("arguments");
        if (string.IsNullOrWhiteSpace(call.Arguments) && !call.IsCustom)
        {
            json.WriteRawValue("{}");
        }
        else if (!call.IsCustom && Json.TryParse(call.Arguments) is { ValueKind: JsonValueKind.Object })
        {
            json.WriteRawValue(call.Arguments, skipInputValidation: true);
        }
        else
        {
            if (!call.IsCustom)
            {
                losses.Add($"{path}.arguments", "they are no JSON object: their text is told as the argument `input`");
            }

            json.WriteStartObject();
            json.WriteString("input", call.Arguments);
            json.WriteEndObject();
        }
    }
}
