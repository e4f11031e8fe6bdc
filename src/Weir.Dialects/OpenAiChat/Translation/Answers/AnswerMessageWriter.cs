using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiChat.Translation.Answers;

/// <summary>Writes the message of a choice: content, reasoning, refusal, citations, calls, media.</summary>
internal sealed class AnswerMessageWriter(AnswerOptions options)
{
    /// <summary>Writes the members behind <c>role</c>.</summary>
    public void Write(Utf8JsonWriter json, Choice choice)
    {
        var parts = choice.Parts;
        WriteContent(json, choice);
        WriteReasoning(json, choice, [.. parts.OfType<ReasoningPart>().Where(static part => !part.Extras.Has(Notes.Raw))]);
        var refusal = string.Concat(parts.OfType<RefusalPart>().Where(static part => !part.Extras.Has(Notes.Raw)).Select(static part => part.Text));
        if (refusal.Length > 0)
        {
            json.WriteString("refusal", refusal);
        }
        else if (!choice.Extras.HasInner("refusal"))
        {
            json.WriteNull("refusal");
        }

        WriteCitations(json, parts.OfType<TextPart>());
        WriteCalls(json, [.. parts.OfType<ToolCallPart>()]);
        WriteMedia(json, choice, parts.OfType<MediaPart>());
        foreach (var part in parts)
        {
            Report(part);
        }

        json.WriteInner(choice.Extras);
    }

    /// <summary>True when the client's own request has a custom tool of that name.</summary>
    public static bool IsCustom(AnswerOptions options, ToolCallPart call) =>
        options.Request is { } request ? request.Tools.Any(tool => tool is CustomTool custom && custom.Name == call.Name) : call.IsCustom;

    /// <summary>The form of a picture that a model made, as OpenRouter has it.</summary>
    public static void WriteImage(Utf8JsonWriter json, string url)
    {
        json.WriteStartObject();
        json.WriteString("type", "image_url");
        json.WriteStartObject("image_url");
        json.WriteString("url", url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, Choice choice)
    {
        var parts = choice.Parts.Where(static part => part is TextPart or OpaquePart { Dialect: Notes.Dialect } || part is ReasoningPart or RefusalPart && part.Extras.Has(Notes.Raw)).ToList();
        if (choice.Extras.Note(Notes.Content) == Notes.List)
        {
            json.WriteStartArray("content");
            foreach (var part in parts)
            {
                WriteOwnPart(json, part);
            }

            json.WriteEndArray();
            return;
        }

        var texts = parts.OfType<TextPart>().ToList();
        var isNull = texts.Count == 0 && choice.Extras.Note(Notes.Content) != Notes.Empty && (choice.Extras.Are(Notes.Dialect) || choice.Parts.Any(static part => part is ToolCallPart or RefusalPart));
        if (isNull)
        {
            json.WriteNull("content");
        }
        else
        {
            json.WriteString("content", string.Concat(texts.Select(static part => part.Text)));
        }
    }

    private static void WriteOwnPart(Utf8JsonWriter json, Part part)
    {
        if (part.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw) || part is OpaquePart { Json: var opaque } && (raw = opaque).ValueKind == JsonValueKind.Object)
        {
            raw.WriteTo(json);
        }
        else if (part is TextPart text)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", text.Text);
            text.Extras.WriteTo(json, Notes.Dialect);
            json.WriteEndObject();
        }
    }

    private static void WriteReasoning(Utf8JsonWriter json, Choice choice, IReadOnlyList<ReasoningPart> reasoning)
    {
        var text = string.Concat(reasoning.Where(static part => !part.Extras.TryGet(Notes.Dialect, Notes.Field, out var field) || field.AsString() != "reasoning_details").Select(static part => part.Text));
        var member = reasoning.Select(static part => part.Extras.Note(Notes.Field)).FirstOrDefault(static name => name is "reasoning" or "reasoning_content") ?? "reasoning_content";
        if (text.Length > 0 && !choice.Extras.HasInner("reasoning") && !choice.Extras.HasInner(member))
        {
            json.WriteString(member, text);
        }
        else if (reasoning.Select(static part => part.Extras.Note(Notes.Twin)).FirstOrDefault(static name => name is not null) is { } twin && text.Length == 0 && !choice.Extras.HasInner(twin))
        {
            json.WriteString(twin, string.Concat(reasoning.Select(static part => part.Text)));
        }

        if (!reasoning.Any(static part => part.Signature is not null))
        {
            return;
        }

        json.WriteStartArray("reasoning_details");
        for (var i = 0; i < reasoning.Count; i++)
        {
            if (ReasoningDetails.IsOwn(reasoning[i]))
            {
                ReasoningDetails.WriteOwn(json, reasoning[i].Signature!.Data, reasoning[i].Text);
            }
            else if (reasoning[i].Signature is not null)
            {
                ReasoningDetails.WriteForeign(json, reasoning[i], i);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteCitations(Utf8JsonWriter json, IEnumerable<TextPart> texts)
    {
        var offset = 0;
        var any = false;
        foreach (var text in texts)
        {
            foreach (var citation in text.Citations.Where(CitationForm.CanWrite))
            {
                if (!any)
                {
                    json.WriteStartArray("annotations");
                    any = true;
                }

                CitationForm.Write(json, citation, offset, text.Text.Length);
            }

            offset += text.Text.Length;
        }

        if (any)
        {
            json.WriteEndArray();
        }
    }

    private void WriteCalls(Utf8JsonWriter json, List<ToolCallPart> calls)
    {
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
                ToolCallForm.Write(json, call, call.CallId, IsCustom(options, call));
            }

            json.WriteEndArray();
        }
    }

    private static void WriteMedia(Utf8JsonWriter json, Choice choice, IEnumerable<MediaPart> media)
    {
        var images = new List<string>();
        foreach (var part in media)
        {
            if (part.Kind == MediaKind.Audio)
            {
                WriteAudio(json, part, choice.Extras);
            }
            else if (part.Extras.Note(Notes.Field) is null && MediaTypes.ToUrl(part.Source) is { } url)
            {
                images.Add(url);
            }
        }

        if (images.Count > 0 && !choice.Extras.HasInner("images"))
        {
            json.WriteStartArray("images");
            foreach (var url in images)
            {
                WriteImage(json, url);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteAudio(Utf8JsonWriter json, MediaPart audio, Extras choice)
    {
        if (audio.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw))
        {
            json.WriteRaw("audio", raw);
            return;
        }

        json.WriteStartObject("audio");
        json.WriteString("id", audio.Id ?? "audio_0");
        json.WriteString("data", audio.Source is InlineMedia inline ? inline.Base64 : "");
        json.WriteNumber("expires_at", choice.TryGet(Notes.Dialect, "$expires_at", out var expires) ? expires.AsLong() ?? 0 : 0);
        json.WriteString("transcript", audio.Transcript ?? "");
        json.WriteEndObject();
    }

    private void Report(Part part)
    {
        switch (part)
        {
            case ServerToolCallPart or ServerToolResultPart:
                options.Losses.Add("answer.server_tool", "tools that the provider ran have no form here");
                break;
            case OpaquePart { Dialect: not Notes.Dialect } opaque:
                options.Losses.Add($"answer.{opaque.Type}", $"only {opaque.Dialect} knows it");
                break;
            case TextPart text when !text.Citations.All(CitationForm.CanWrite):
                options.Losses.Add("answer.citations", "sources without an address have no form here");
                break;
            default:
                break;
        }
    }
}
