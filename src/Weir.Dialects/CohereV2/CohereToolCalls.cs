using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.CohereV2;

/// <summary>Tool calls: <c>{id, type, function: {name, arguments}}</c> with arguments as text, which may be empty.</summary>
internal static class CohereToolCalls
{
    private const string MadeNote = "$made_id";
    private const string NoTypeNote = "$no_type";
    private const string FunctionNote = "$function";
    private const string ArgumentsNote = "$arguments";

    public static ToolCallPart Read(JsonElement call, string path, Func<string, string> makeId)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in call.MustBeMembers(path))
        {
            if (member.Name is not ("id" or "type" or "function"))
            {
                extras.Add(member);
            }
        }

        if (call.Member("type").MayBeText($"{path}.type") is null)
        {
            extras.Note(NoTypeNote, "");
        }

        var function = call.Member("function");
        if (function.MustBeMembers($"{path}.function").Any(static member => !IsKnown(member.Name)))
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

        var arguments = function.Member("arguments").MayBeText($"{path}.function.arguments");
        if (string.IsNullOrEmpty(arguments))
        {
            extras.Note(ArgumentsNote, arguments is null ? "missing" : "empty");
            arguments = "{}";
        }

        return new ToolCallPart(id, name, arguments) { Extras = extras.Build(CohereV2Dialect.DialectName) };
    }

    /// <param name="json">Where to write.</param>
    /// <param name="call">The call.</param>
    /// <param name="isStart">True for the first event of a streamed call: its arguments follow.</param>
    public static void Write(Utf8JsonWriter json, ToolCallPart call, bool isStart = false)
    {
        var extras = call.Extras;
        json.WriteStartObject();
        if (extras.Text(CohereV2Dialect.DialectName, MadeNote) is null)
        {
            json.WriteString("id", call.CallId);
        }

        if (extras.Text(CohereV2Dialect.DialectName, NoTypeNote) is null)
        {
            json.WriteString("type", "function");
        }

        extras.WriteTo(json, CohereV2Dialect.DialectName);
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        if (isStart)
        {
            json.WriteString("arguments", "");
        }
        else
        {
            WriteArguments(json, call);
        }

        if (extras.TryGet(CohereV2Dialect.DialectName, FunctionNote, out var function))
        {
            foreach (var member in function.Members().Where(static member => !IsKnown(member.Name)))
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The call as it begins in a stream, and the arguments that its beginning has. Empty ones need no note there: what follows tells whether they stay so.</summary>
    public static (ToolCallPart Start, string Arguments) Begin(ToolCallPart call)
    {
        var isEmpty = call.Extras.Text(CohereV2Dialect.DialectName, ArgumentsNote) is not null;
        var extras = isEmpty
            ? Extras.Of(CohereV2Dialect.DialectName, [.. call.Extras.Members.Where(static member => member.Key != ArgumentsNote)])
            : call.Extras;
        return (call with { Arguments = "", Extras = extras }, isEmpty ? "" : call.Arguments);
    }

    /// <summary>The input of a custom tool as the arguments of the function that stands for it.</summary>
    public static string InputArguments(string input)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString("input", input);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteArguments(Utf8JsonWriter json, ToolCallPart call)
    {
        var form = call.Arguments == "{}" ? call.Extras.Text(CohereV2Dialect.DialectName, ArgumentsNote) : null;
        if (form is not "missing")
        {
            json.WriteString("arguments", form is "empty" ? "" : call.IsCustom ? InputArguments(call.Arguments) : call.Arguments);
        }
    }

    private static bool IsKnown(string name) => name is "name" or "arguments";
}
