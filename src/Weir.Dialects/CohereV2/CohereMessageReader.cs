using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.CohereV2;

/// <summary>Reads messages. Members that are there but empty are noted under <c>$</c> and their name, so that they are written back.</summary>
internal sealed class CohereMessageReader
{
    /// <summary>On each of an assistant's messages, so that it is known to be of this dialect's making.</summary>
    private const string OwnNote = "$own";

    private int _calls;

    public Message Read(JsonElement message, string path)
    {
        var extras = new ExtrasBuilder();
        var role = message.Member("role").MustBeText($"{path}.role") switch
        {
            "system" => Role.System,
            "user" => Role.User,
            "assistant" => Role.Assistant,
            "tool" => Role.Tool,
            _ => throw DialectException.Invalid($"`{path}.role` must be system, user, assistant or tool.", $"{path}.role"),
        };
        var parts = ReadParts(message, path, name => ToolCallIds.Make(name, _calls++), role == Role.Tool, ref extras);
        if (role == Role.Assistant)
        {
            extras.Note(OwnNote, "");
        }

        if (role == Role.Tool)
        {
            parts = [new ToolResultPart(message.Member("tool_call_id").MustBeText($"{path}.tool_call_id"), parts)];
        }

        return new Message(role, parts) { Extras = extras.Build(CohereV2Dialect.DialectName) };
    }

    /// <summary>Reads what a message says: plan, content, calls, in this order.</summary>
    public static List<Part> ReadParts(JsonElement message, string path, Func<string, string> makeId, bool isResult, ref ExtrasBuilder extras)
    {
        foreach (var member in message.MustBeMembers(path))
        {
            if (member.Name is not ("role" or "content" or "tool_plan" or "tool_calls" or "citations") && !(isResult && member.Name == "tool_call_id"))
            {
                extras.Add(member);
            }
        }

        var parts = new List<Part>();
        if (message.Member("tool_plan").MayBeText($"{path}.tool_plan") is { } plan)
        {
            if (plan.Length > 0)
            {
                parts.Add(CohereMessage.PlanOf(plan));
            }
            else
            {
                extras.Note("$tool_plan", "");
            }
        }

        var content = CohereContentReader.Read(message.Member("content"), $"{path}.content", ref extras);
        parts.AddRange(content);
        var calls = message.Member("tool_calls");
        var made = calls.MustBeItems($"{path}.tool_calls").Select((call, index) => CohereToolCalls.Read(call, $"{path}.tool_calls[{index}]", makeId)).ToList();
        if (made.Count == 0 && !calls.IsNothing())
        {
            extras.Add("$tool_calls", calls);
        }

        parts.AddRange(made);
        CohereCitations.Attach(message.Member("citations"), $"{path}.citations", content, parts, ref extras);
        return parts;
    }
}
