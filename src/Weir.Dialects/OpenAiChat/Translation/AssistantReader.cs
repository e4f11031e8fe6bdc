using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Translation.Answers;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>
/// Reads what an assistant says, in a history or in an answer: reasoning, then text, refusal, media, tool calls. That is the neutral order; the members of a message have none.
/// </summary>
internal ref struct AssistantReader(JsonElement message, string path, bool isAnswer, bool thinkTags)
{
    private readonly List<Part> _parts = [];
    private readonly List<Citation> _citations = [];
    private ExtrasBuilder _extras;

    /// <summary>Members that the parts don't tell: unknown ones, and those that say a thing twice or nothing.</summary>
    public readonly ExtrasBuilder Extras => _extras;

    /// <summary>Reads the message.</summary>
    /// <param name="position">How many tool calls stood before; counted on.</param>
    public List<Part> Read(ref int position)
    {
        ReadReasoning();
        ReadContent();
        foreach (var member in message.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null || member.Name is "role" or "content" or "reasoning" or "reasoning_content" or "reasoning_details")
            {
                continue;
            }

            ReadMember(member, ref position);
        }

        if (_citations.Count > 0)
        {
            Cite();
        }

        return _parts;
    }

    private void ReadMember(JsonProperty member, ref int position)
    {
        var at = $"{path}.{member.Name}";
        switch (member.Name)
        {
            case "refusal" or "tool_calls" or "function_call" or "audio" or "annotations" or "images" when Expect.IsHollow(member.Value):
                _extras.Add(Notes.Inner + member.Name, member.Value);
                break;
            case "refusal":
                _parts.Add(new RefusalPart(Expect.Text(member.Value, at)));
                break;
            case "tool_calls":
                var count = 0;
                foreach (var call in Expect.List(member.Value, at).EnumerateArray())
                {
                    _parts.Add(ToolCallReader.Read(call, $"{at}[{count++}]", position++));
                }

                break;
            case "function_call":
                _parts.Add(ToolCallReader.ReadLegacy(member.Value, at, position++));
                break;
            case "audio":
                ReadAudio(Expect.Object(member.Value, at));
                break;
            case "annotations" when isAnswer && member.Value.ValueKind == JsonValueKind.Array:
                _citations.AddRange(member.Value.EnumerateArray().Select(CitationForm.Read));
                break;
            case "annotations":
                _extras.Add(Notes.Inner + member.Name, member.Value);
                break;
            case "images":
                ReadImages(member);
                break;
            case "name" or CacheMarks.Member or CacheMarks.CopilotMember when !isAnswer:
                break;
            default:
                _extras.Add(isAnswer ? Notes.Inner + member.Name : member.Name, member.Value);
                break;
        }
    }

    private void ReadReasoning()
    {
        var inDetails = new StringBuilder();
        if (message.Member("reasoning_details") is { ValueKind: JsonValueKind.Array } details)
        {
            foreach (var detail in details.EnumerateArray())
            {
                _parts.Add(ReasoningDetails.Read(Expect.Object(detail, $"{path}.reasoning_details")));
                inDetails.Append(ReasoningDetails.TextOf(detail));
            }

            if (details.GetArrayLength() == 0)
            {
                _extras.Add(Notes.Inner + "reasoning_details", details);
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["reasoning_content", "reasoning"])
        {
            if (message.Member(name) is not { ValueKind: not JsonValueKind.Undefined } value)
            {
                continue;
            }

            var text = isAnswer ? value.AsString() : Expect.Text(value, $"{path}.{name}");
            if (string.IsNullOrEmpty(text))
            {
                _extras.Add(Notes.Inner + name, value);
            }
            else if (_parts.Count == 0)
            {
                _parts.Add(new ReasoningPart(text) { Extras = Conversations.Extras.None.With(Notes.Dialect, Notes.Field, Json.Text(name)) });
            }
            else
            {
                // The details (or the other field) say it too; what goes beyond them is a part that has no signature.
                _extras.Add(Notes.Inner + name, value);
                for (var i = 0; i < _parts.Count; i++)
                {
                    _parts[i] = _parts[i].Extras.Has(Notes.Detail) ? _parts[i] with { Extras = _parts[i].Extras.With(Notes.Dialect, Notes.Twin, Json.Text(name)) } : _parts[i];
                }

                if (inDetails.Length < text.Length && text.StartsWith(inDetails.ToString(), StringComparison.Ordinal) && _parts.All(static part => part.Extras.Note(Notes.Field) is not ("reasoning" or "reasoning_content")))
                {
                    _parts.Add(new ReasoningPart(text[inDetails.Length..]));
                }
            }
        }
    }

    private void ReadContent()
    {
        var content = message.Member("content");
        if (content.ValueKind == JsonValueKind.String && content.GetString() is { } text)
        {
            if (text.Length == 0)
            {
                _extras.Note(Notes.Content, Notes.Empty);
            }
            else if (thinkTags && ThinkTags.Split(text) is var (thoughts, rest))
            {
                _parts.Add(new ReasoningPart(thoughts));
                if (rest.Length > 0)
                {
                    _parts.Add(new TextPart(rest));
                }
            }
            else
            {
                _parts.Add(new TextPart(text));
            }

            return;
        }

        if (content.ValueKind == JsonValueKind.Array)
        {
            _extras.Note(Notes.Content, Notes.List);
        }

        _parts.AddRange(ContentReader.Read(content, $"{path}.content"));
    }

    private void ReadAudio(JsonElement audio)
    {
        var extras = default(ExtrasBuilder);
        extras.Add(Notes.Raw, audio);
        MediaSource source = audio.String("data") is { } data ? new InlineMedia(data, "audio/wav") : new UploadedMedia(audio.String("id") ?? "", "audio/wav");
        _parts.Add(new MediaPart(MediaKind.Audio, source) { Id = audio.String("id"), Transcript = audio.String("transcript"), Extras = extras.Build(Notes.Dialect) });
    }

    private void ReadImages(JsonProperty images)
    {
        _extras.Add(Notes.Inner + images.Name, images.Value);
        foreach (var image in images.Value.Items())
        {
            if (image.Member("image_url").String("url") is { } url)
            {
                _parts.Add(new MediaPart(MediaKind.Image, MediaTypes.FromUrl(url, "image/png")) { Extras = Conversations.Extras.None.With(Notes.Dialect, Notes.Field, Json.Text("images")) });
            }
        }
    }

    /// <summary>Sources hang on the last text: their indexes count over the whole content.</summary>
    private readonly void Cite()
    {
        var at = _parts.FindLastIndex(static part => part is TextPart);
        if (at < 0)
        {
            _parts.Add(new TextPart("") { Citations = [.. _citations] });
            return;
        }

        _parts[at] = (TextPart)_parts[at] with { Citations = [.. _citations] };
    }
}
