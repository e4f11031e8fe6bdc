using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes what the assistant said before: reasoning in the server's form, text, refusal, tool calls.</summary>
internal sealed class HistoryWriter(WriteContext context)
{
    private readonly ContentWriter _content = new(context);

    /// <summary>Writes the members behind <c>role</c>.</summary>
    public void Write(Utf8JsonWriter json, Message message, string at)
    {
        var reasoning = message.Parts.OfType<ReasoningPart>().Where(static part => !part.Extras.Has(Notes.Raw)).ToList();
        var inContent = context.Variant.History == ReasoningHistory.Parts;
        foreach (var part in reasoning.Where(static part => part.Signature is not null and not { Dialect: Notes.Dialect }))
        {
            context.Losses.Add($"{at}.reasoning.signature", $"only {part.Signature!.Dialect} can read it");
        }

        if (!inContent)
        {
            WriteReasoning(json, message, reasoning, at);
        }

        WriteContent(json, message, inContent ? Text(reasoning) : "", at);
        WriteRefusal(json, message);
        WriteMedia(json, message, at);
        WriteCalls(json, message);
        json.WriteInner(message.Extras, name => !inContent || !name.StartsWith("reasoning", StringComparison.Ordinal));
        if (context.WritesMarks && !context.IsOwn && message.Parts is [.., ToolCallPart { Cache: { } mark }])
        {
            CacheMarks.Write(json, mark, context.Variant.CacheMember);
        }
    }

    private static string Text(IEnumerable<ReasoningPart> reasoning) => string.Join('\n', reasoning.Where(static part => part.Text.Length > 0).Select(static part => part.Text));

    private void WriteReasoning(Utf8JsonWriter json, Message message, List<ReasoningPart> reasoning, string at)
    {
        var history = context.Variant.History;
        var details = history == ReasoningHistory.Details || context.IsOwn ? reasoning.Where(ReasoningDetails.IsOwn).ToList() : [];
        if (details.Count > 0)
        {
            json.WriteStartArray("reasoning_details");
            foreach (var part in details)
            {
                ReasoningDetails.WriteOwn(json, part.Signature!.Data, part.Text);
            }

            json.WriteEndArray();
        }

        var texts = context.IsOwn ? reasoning.Except(details).ToList() : reasoning;
        var text = Text(texts);
        var said = message.Extras.HasInner("reasoning") || message.Extras.HasInner("reasoning_content");
        var member = texts.Select(static part => part.Extras.Note(Notes.Field)).FirstOrDefault(static name => name is "reasoning" or "reasoning_content") ?? history switch
        {
            ReasoningHistory.ReasoningContent => "reasoning_content",
            ReasoningHistory.Reasoning or ReasoningHistory.Details => "reasoning",
            _ => null,
        };
        if (text.Length > 0 && member is not null && !message.Extras.HasInner(member) && !(said && details.Count > 0))
        {
            json.WriteString(member, text);
        }
        else if (text.Length > 0 && member is null && !said)
        {
            context.Losses.Add($"{at}.reasoning", "the server takes no reasoning back");
        }
        else if (text.Length == 0 && history == ReasoningHistory.ReasoningContent && !context.IsOwn && ModelFamilies.IsDeepSeek(context.Family))
        {
            // DeepSeek wants the member on every message of the assistant's.
            json.WriteString("reasoning_content", "");
        }
    }

    private void WriteContent(Utf8JsonWriter json, Message message, string thoughts, string at)
    {
        var parts = message.Parts.Where(static part => part is TextPart or OpaquePart || part.Extras.Has(Notes.Raw) && part is ReasoningPart or RefusalPart).ToList();
        var texts = parts.OfType<TextPart>().ToList();
        if (parts.Count != texts.Count || thoughts.Length > 0 || message.Extras.Note(Notes.Content) == Notes.List || texts.Exists(part => part.Extras.Are(Notes.Dialect) || context.WritesMarks && part.Cache is not null && !HasOwnMark(message)))
        {
            json.WriteStartArray("content");
            if (thoughts.Length > 0)
            {
                WriteThinking(json, thoughts);
            }

            foreach (var part in parts)
            {
                _content.WritePart(json, part, context.WritesMarks && !HasOwnMark(message), at);
            }

            json.WriteEndArray();
            return;
        }

        var text = string.Concat(texts.Select(static part => part.Text));
        if (text.Length == 0 && !context.IsOwn && !context.Variant.KnowsRefusal)
        {
            text = Refusal(message);
        }

        var isSilent = text.Length == 0 && message.Extras.Note(Notes.Content) != Notes.Empty && (context.IsOwn || message.Parts.Any(static part => part is ToolCallPart));
        if (isSilent)
        {
            json.WriteNull("content");
        }
        else
        {
            json.WriteString("content", text);
        }
    }

    /// <summary>Writes a part of thoughts, as Mistral has them.</summary>
    public static void WriteThinking(Utf8JsonWriter json, string thoughts)
    {
        json.WriteStartObject();
        json.WriteString("type", "thinking");
        json.WriteStartArray("thinking");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", thoughts);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteRefusal(Utf8JsonWriter json, Message message)
    {
        if ((context.IsOwn || context.Variant.KnowsRefusal) && Refusal(message) is { Length: > 0 } refusal)
        {
            json.WriteString("refusal", refusal);
        }
    }

    private static string Refusal(Message message) =>
        string.Concat(message.Parts.OfType<RefusalPart>().Where(static part => !part.Extras.Has(Notes.Raw)).Select(static part => part.Text));

    private void WriteMedia(Utf8JsonWriter json, Message message, string at)
    {
        foreach (var media in message.Parts.OfType<MediaPart>())
        {
            if (media.Kind == MediaKind.Audio && media.Extras.TryGet(Notes.Dialect, Notes.Raw, out var audio))
            {
                json.WriteRaw("audio", audio);
            }
            else if (media.Extras.Note(Notes.Field) is null)
            {
                context.Losses.Add($"{at}.media", "messages of the assistant hold no media");
            }
        }

        foreach (var part in message.Parts.Where(static part => part is ServerToolCallPart or ServerToolResultPart))
        {
            context.Losses.Add($"{at}.server_tool", "tools that another provider ran have no form here");
        }
    }

    private void WriteCalls(Utf8JsonWriter json, Message message)
    {
        var calls = message.Parts.OfType<ToolCallPart>().ToList();
        if (calls is [var legacy] && legacy.Extras.Note(Notes.Legacy) is not null)
        {
            json.WriteStartObject("function_call");
            json.WriteString("name", legacy.Name);
            ToolCallForm.WriteArguments(json, legacy);
            json.WriteEndObject();
            return;
        }

        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                ToolCallForm.Write(json, call, context.CallId(call.CallId), asCustom: call.IsCustom && (context.IsOwn || context.Variant.KnowsCustomTools));
            }

            json.WriteEndArray();
        }
    }

    private static bool HasOwnMark(Message message) => message.Extras.HasInner(CacheMarks.Member) || message.Extras.HasInner(CacheMarks.CopilotMember);
}
