using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>Writes one choice of a stream.</summary>
internal sealed class ChoiceWriter(int index, ChatStreamWriter stream, AnswerOptions options)
{
    private readonly Dictionary<int, OpenPart> _open = [];
    private int _calls;
    private int _details;
    private int _textLength;
    private bool _refused;
    private bool _toldLogProbs;

    public int Index => index;

    /// <summary>True once the finish reason was written.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Writes the first chunk, with the role.</summary>
    public void Open(IBufferWriter<byte> to) => WriteDelta(to, static json =>
    {
        json.WriteString("role", "assistant");
        json.WriteString("content", "");
    });

    public void Start(PartStarted started, IBufferWriter<byte> to)
    {
        var open = new OpenPart(started.Part) { TextStart = _textLength };
        _open[started.Index] = open;
        switch (started.Part)
        {
            case TextPart { Text.Length: > 0 } text:
                WriteText(open, text.Text, null, to);
                break;
            case RefusalPart refusal:
                _refused = true;
                if (refusal.Text.Length > 0)
                {
                    WriteText(open, refusal.Text, null, to);
                }

                break;
            case ReasoningPart reasoning:
                StartReasoning(open, reasoning, to);
                break;
            case ToolCallPart call:
                StartCall(open, call, to);
                break;
            case MediaPart media:
                StartMedia(media, to);
                break;
            case OpaquePart { Dialect: Notes.Dialect } opaque:
                WriteDelta(to, json => WriteList(json, "content", opaque.Json));
                break;
            case ServerToolCallPart or ServerToolResultPart:
                options.Losses.Add("answer.server_tool", "tools that the provider ran have no form here");
                break;
            case OpaquePart opaque:
                options.Losses.Add($"answer.{opaque.Type}", $"only {opaque.Dialect} knows it");
                break;
            default:
                break;
        }
    }

    public void Add(TextDelta delta, IBufferWriter<byte> to)
    {
        if (_open.TryGetValue(delta.Index, out var open) && delta.Text.Length > 0)
        {
            WriteText(open, delta.Text, delta.LogProbs, to);
        }
    }

    public void Add(MediaDelta delta, IBufferWriter<byte> to)
    {
        if (_open.TryGetValue(delta.Index, out var open) && open.Part is MediaPart { Kind: MediaKind.Audio })
        {
            WriteDelta(to, json => WriteAudio(json, "data", delta.Base64));
        }
    }

    public void Add(SignatureDelta delta)
    {
        if (_open.TryGetValue(delta.Index, out var open))
        {
            open.Signature = delta.Signature;
        }
    }

    public void Add(CitationDelta delta, IBufferWriter<byte> to)
    {
        if (!CitationForm.CanWrite(delta.Citation))
        {
            options.Losses.Add("answer.citations", "sources without an address have no form here");
        }
        else if (_open.TryGetValue(delta.Index, out var open))
        {
            WriteDelta(to, json =>
            {
                json.WriteStartArray("annotations");
                CitationForm.Write(json, delta.Citation, open.TextStart, open.Text.Length);
                json.WriteEndArray();
            });
        }
    }

    public void End(PartEnded ended, IBufferWriter<byte> to)
    {
        if (!_open.Remove(ended.Index, out var open))
        {
            return;
        }

        switch (open.Part)
        {
            case ToolCallPart call:
                EndCall(open, ended.Whole as ToolCallPart ?? call, to);
                break;
            case ReasoningPart reasoning:
                EndReasoning(open, ended.Whole as ReasoningPart ?? reasoning with { Signature = open.Signature ?? reasoning.Signature }, to);
                break;
            case TextPart or RefusalPart when open.Text.Length == 0 && Words(ended.Whole) is { Length: > 0 } words:
                WriteText(open, words, null, to);
                break;
            default:
                break;
        }
    }

    /// <summary>Writes the finish reason.</summary>
    public void End(Choice choice, IBufferWriter<byte> to)
    {
        IsEnded = true;
        choice.Extras.ReportTo(options.Losses, Notes.Dialect, "answer");
        stream.WriteChunk(to, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteStartObject("delta");
            if (choice.Extras.TryGet(Notes.Dialect, "$expires_at", out var expires))
            {
                json.WriteStartObject("audio");
                json.WriteRaw("expires_at", expires);
                json.WriteEndObject();
            }

            json.WriteInner(choice.Extras);
            json.WriteEndObject();
            if (choice.LogProbs is { } logProbs && !_toldLogProbs)
            {
                json.WriteRaw("logprobs", logProbs);
            }

            json.WriteString("finish_reason", StopReasons.Write(choice, _calls > 0, _refused));
            choice.Extras.WriteTo(json, Notes.Dialect);
            json.WriteEndObject();
        });
    }

    private static string? Words(Part? part) => part switch { TextPart text => text.Text, RefusalPart refusal => refusal.Text, _ => null };

    private void WriteText(OpenPart open, string text, JsonElement? logProbs, IBufferWriter<byte> to)
    {
        open.Text.Append(text);
        if (open.Part is TextPart)
        {
            _textLength += text.Length;
        }

        if (open.Part is ToolCallPart && open.IsCustom)
        {
            return;
        }

        _toldLogProbs |= logProbs is not null;
        WriteDelta(
            to,
            json =>
            {
                switch (open.Part)
                {
                    case TextPart:
                        json.WriteString("content", text);
                        break;
                    case RefusalPart:
                        json.WriteString("refusal", text);
                        break;
                    case ReasoningPart reasoning:
                        WriteReasoning(json, reasoning, text);
                        break;
                    case ToolCallPart call:
                        WriteArguments(json, open, call, text);
                        break;
                    case MediaPart { Kind: MediaKind.Audio }:
                        WriteAudio(json, "transcript", text);
                        break;
                    default:
                        break;
                }
            },
            logProbs);
    }

    private static void WriteReasoning(Utf8JsonWriter json, ReasoningPart part, string text)
    {
        if (part.Extras.Note(Notes.Detail) is { } head)
        {
            json.WriteOptional(part.Extras.Note("$twin") ?? "reasoning", part.Extras.Has("$twin") ? text : null);
            json.WriteStartArray("reasoning_details");
            ReasoningDetails.WriteOwn(json, head, text);
            json.WriteEndArray();
        }
        else if (part.Extras.Note(Notes.Field) == "content")
        {
            WriteList(json, "content", ThinkingOf(text));
        }
        else
        {
            json.WriteString(part.Extras.Note(Notes.Field) ?? "reasoning_content", text);
        }
    }

    private void StartReasoning(OpenPart open, ReasoningPart reasoning, IBufferWriter<byte> to)
    {
        open.Signature = reasoning.Signature;
        if (reasoning.Text.Length > 0)
        {
            WriteText(open, reasoning.Text, null, to);
        }
    }

    private void EndReasoning(OpenPart open, ReasoningPart whole, IBufferWriter<byte> to)
    {
        if (open.Text.Length == 0 && whole.Text.Length > 0)
        {
            WriteText(open, whole.Text, null, to);
        }

        if (whole.Signature is null)
        {
            return;
        }

        WriteDelta(to, json =>
        {
            json.WriteStartArray("reasoning_details");
            if (ReasoningDetails.IsOwn(whole))
            {
                ReasoningDetails.WriteOwn(json, whole.Signature.Data, open.Part.Extras.Has(Notes.Detail) || open.Text.Length == 0 ? null : open.Text.ToString());
            }
            else
            {
                ReasoningDetails.WriteForeign(json, whole with { Text = open.Text.ToString() }, _details);
            }

            json.WriteEndArray();
        });
        _details++;
    }

    private void StartCall(OpenPart open, ToolCallPart call, IBufferWriter<byte> to)
    {
        open.Call = _calls++;
        open.IsCustom = call.IsCustom || AnswerMessageWriter.IsCustom(options, call);
        if (open.IsCustom)
        {
            // Its text is known only when the arguments around it are whole.
            open.Text.Append(call.Arguments);
            return;
        }

        open.Text.Append(call.Arguments);
        WriteDelta(to, json =>
        {
            if (call.Extras.Has(Notes.Legacy))
            {
                json.WriteStartObject("function_call");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", call.Arguments);
                json.WriteEndObject();
                return;
            }

            json.WriteStartArray("tool_calls");
            json.WriteStartObject();
            json.WriteNumber("index", open.Call);
            json.WriteString("id", call.CallId);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
            call.Extras.WriteTo(json, Notes.Dialect);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private void EndCall(OpenPart open, ToolCallPart call, IBufferWriter<byte> to)
    {
        if (open.IsCustom)
        {
            var asCustom = AnswerMessageWriter.IsCustom(options, call);
            WriteDelta(to, json =>
            {
                json.WriteStartArray("tool_calls");
                WriteWhole(json, open.Call, call with { Arguments = open.Text.Length > 0 ? open.Text.ToString() : call.Arguments }, asCustom);
                json.WriteEndArray();
            });
        }
        else if (open.Text.Length == 0)
        {
            // A tool without arguments: clients parse an object.
            var arguments = call.Arguments.Length > 0 ? call.Arguments : "{}";
            WriteDelta(to, json => WriteArguments(json, open, call, arguments));
        }
    }

    private static void WriteWhole(Utf8JsonWriter json, int number, ToolCallPart call, bool asCustom)
    {
        json.WriteStartObject();
        json.WriteNumber("index", number);
        json.WriteString("id", call.CallId);
        json.WriteString("type", asCustom ? "custom" : "function");
        json.WriteStartObject(asCustom ? "custom" : "function");
        json.WriteString("name", call.Name);
        json.WriteString(asCustom ? "input" : "arguments", asCustom ? ToolCallForm.TextOf(call) : ToolCallForm.ArgumentsOf(call));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArguments(Utf8JsonWriter json, OpenPart open, ToolCallPart call, string text)
    {
        if (call.Extras.Has(Notes.Legacy))
        {
            json.WriteStartObject("function_call");
            json.WriteString("arguments", text);
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", open.Call);
        json.WriteStartObject("function");
        json.WriteString("arguments", text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void StartMedia(MediaPart media, IBufferWriter<byte> to)
    {
        if (media.Kind == MediaKind.Audio)
        {
            WriteDelta(to, json =>
            {
                json.WriteStartObject("audio");
                json.WriteString("id", media.Id ?? "audio_0");
                json.WriteOptional("data", media.Source is InlineMedia { Base64: { Length: > 0 } data } ? data : null);
                json.WriteOptional("transcript", media.Transcript);
                json.WriteEndObject();
            });
        }
        else if (MediaTypes.ToUrl(media.Source) is { } url)
        {
            WriteDelta(to, json =>
            {
                json.WriteStartArray("images");
                if (media.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw))
                {
                    raw.WriteTo(json);
                }
                else
                {
                    AnswerMessageWriter.WriteImage(json, url);
                }

                json.WriteEndArray();
            });
        }
    }

    private static void WriteAudio(Utf8JsonWriter json, string member, string value)
    {
        json.WriteStartObject("audio");
        json.WriteString(member, value);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string member, JsonElement item)
    {
        json.WriteStartArray(member);
        item.WriteTo(json);
        json.WriteEndArray();
    }

    private static JsonElement ThinkingOf(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(text.Length + 64);
        using (var json = Json.Writer(buffer))
        {
            HistoryWriter.WriteThinking(json, text);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private void WriteDelta(IBufferWriter<byte> to, Action<Utf8JsonWriter> delta, JsonElement? logProbs = null) => stream.WriteChunk(to, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteStartObject("delta");
        delta(json);
        json.WriteEndObject();
        if (logProbs is { } told)
        {
            json.WriteRaw("logprobs", told);
        }

        json.WriteNull("finish_reason");
        json.WriteEndObject();
    });

    private sealed class OpenPart(Part part)
    {
        public Part Part => part;

        /// <summary>What was written of it.</summary>
        public StringBuilder Text { get; } = new();

        /// <summary>Where the part begins in the choice's content.</summary>
        public int TextStart { get; init; }

        public Signature? Signature { get; set; }

        /// <summary>The call's index on the wire.</summary>
        public int Call { get; set; }

        public bool IsCustom { get; set; }
    }
}
