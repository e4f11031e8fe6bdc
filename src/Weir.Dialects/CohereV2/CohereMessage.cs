using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.CohereV2;

/// <summary>The parts of a message, sorted into the members that it has here: plan, content, calls, citations.</summary>
internal sealed class CohereMessage
{
    /// <summary>On a reasoning part that was a plan: it came as <c>tool_plan</c>.</summary>
    public const string PlanNote = "$plan";

    private readonly StringBuilder _plan = new();
    private readonly List<Part> _content = [];
    private readonly List<ToolCallPart> _calls = [];
    private readonly List<(Citation Citation, string Text)> _citations = [];

    private CohereMessage()
    {
    }

    public bool IsEmpty => _plan.Length == 0 && _content.Count == 0 && _calls.Count == 0;

    /// <summary>What a model plans to do with its tools is thought, not said: a plan is reasoning, with a note that gives it its place back.</summary>
    public static ReasoningPart PlanOf(string text) => new(text) { Extras = Extras.Of(CohereV2Dialect.DialectName, [new(PlanNote, Json.Text(""))]) };

    /// <summary>True for reasoning that is a plan.</summary>
    public static bool IsPlan(ReasoningPart reasoning) => reasoning.Extras.Text(CohereV2Dialect.DialectName, PlanNote) is not null;

    /// <summary>Sorts the parts, and reports what can't be told.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="role">Whose they are: only a user shows pictures.</param>
    /// <param name="canReason">False for a model without thoughts: what was thought before a tool call goes as its plan.</param>
    /// <param name="isOwn">True for a message of this dialect, which comes back as it was, empty texts included.</param>
    /// <param name="losses">Where to report.</param>
    /// <param name="path">Where the message stands.</param>
    public static CohereMessage Of(IReadOnlyList<Part> parts, Role role, bool canReason, bool isOwn, Losses losses, string path)
    {
        var message = new CohereMessage();
        var hasCalls = parts.Any(static part => part is ToolCallPart);
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart text when text.Text.Length > 0 || isOwn:
                    message._content.Add(text);
                    message._citations.AddRange(text.Citations.Select(citation => (citation, text.Text)));
                    break;
                case RefusalPart { Text.Length: > 0 } refusal:
                    message._content.Add(new TextPart(refusal.Text));
                    break;
                case ReasoningPart reasoning:
                    message.Add(reasoning, canReason, hasCalls, isOwn, losses, path);
                    break;
                case MediaPart { Source: TextMedia document }:
                    message._content.Add(new TextPart(document.Text));
                    break;
                case MediaPart { Kind: MediaKind.Image, Source: InlineMedia or LinkedMedia } when role == Role.User || isOwn:
                    message._content.Add(part);
                    break;
                case ToolCallPart call:
                    message._calls.Add(call);
                    break;
                case OpaquePart { Dialect: CohereV2Dialect.DialectName }:
                    message._content.Add(part);
                    break;
                default:
                    Report(part, losses, path);
                    break;
            }
        }

        return message;
    }

    /// <summary>Writes all of a message but its role.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="extras">The message's.</param>
    /// <param name="isAnswer">True in an answer, whose content is always a list.</param>
    public void Write(Utf8JsonWriter json, Extras extras, bool isAnswer)
    {
        if (_plan.Length > 0)
        {
            json.WriteString("tool_plan", _plan.ToString());
        }
        else
        {
            WriteEmpty(json, "tool_plan", extras);
        }

        CohereContentWriter.Write(json, _content, extras, isAnswer);
        WriteList(json, "tool_calls", _calls.Count, extras, () => _calls.ForEach(call => CohereToolCalls.Write(json, call)));
        WriteList(json, "citations", _citations.Count, extras, () => _citations.ForEach(cited => CohereCitations.Write(json, cited.Citation, cited.Text)));
        extras.WriteTo(json, CohereV2Dialect.DialectName);
    }

    /// <summary>Reports a part that has no place in a message.</summary>
    private static void Report(Part part, Losses losses, string path)
    {
        switch (part)
        {
            case MediaPart { Kind: MediaKind.Image }:
                losses.Add($"{path}.image", "only a user can show pictures, inline or by address");
                break;
            case MediaPart media:
                losses.Add($"{path}.{(media.Kind switch { MediaKind.Audio => "audio", MediaKind.Video => "video", _ => "file" })}", "only text and pictures can be sent");
                break;
            case OpaquePart opaque:
                losses.Add($"{path}.{opaque.Type}", $"only {opaque.Dialect} knows it");
                break;
            case ServerToolCallPart or ServerToolResultPart:
                losses.Add($"{path}.server_tool", "tools that a provider ran can't be told");
                break;
            default:
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, int count, Extras extras, Action write)
    {
        if (count == 0)
        {
            WriteEmpty(json, name, extras);
            return;
        }

        json.WriteStartArray(name);
        write();
        json.WriteEndArray();
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name, Extras extras)
    {
        if (extras.TryGet(CohereV2Dialect.DialectName, "$" + name, out var empty))
        {
            json.WriteRaw(name, empty);
        }
    }

    private void Add(ReasoningPart reasoning, bool canReason, bool hasCalls, bool isOwn, Losses losses, string path)
    {
        if (reasoning.Signature is not null)
        {
            losses.Add($"{path}.reasoning.signature", "there is no place for signed reasoning");
        }

        if (IsPlan(reasoning) || (!canReason && hasCalls))
        {
            _plan.Append(_plan.Length > 0 && reasoning.Text.Length > 0 ? "\n\n" : "").Append(reasoning.Text);
        }
        else if (!canReason && reasoning.Text.Length > 0)
        {
            losses.Add($"{path}.reasoning", "the model has no thoughts");
        }
        else if (reasoning.Text.Length > 0 || (isOwn && reasoning.Signature is null))
        {
            _content.Add(reasoning);
        }
    }
}
