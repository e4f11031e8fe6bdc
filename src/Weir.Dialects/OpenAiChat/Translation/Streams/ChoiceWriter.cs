using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Translation.Answers;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

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
                WriteDelta(to, json =>
                {
                    json.WriteStartArray("content");
                    opaque.Json.WriteTo(json);
                    json.WriteEndArray();
                });
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
            WriteDelta(to, json => MediaForm.WriteAudio(json, "data", delta.Base64));
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

        // Snowflake's empty word is none.
        var told = choice.Extras.Note(Notes.Stop) is "" ? choice with { Extras = Extras.None } : choice;
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

            json.WriteInner(choice.Extras, static name => name is not ("reasoning" or "reasoning_content" or "reasoning_details" or "refusal" or "tool_calls" or "function_call" or "audio" or "images" or "annotations"));
            json.WriteEndObject();
            if (choice.LogProbs is { } logProbs && !_toldLogProbs)
            {
                json.WriteRaw("logprobs", logProbs);
            }

            json.WriteString("finish_reason", StopReasons.Write(told, _calls > 0, _refused));
            WriteExtras(json, choice.Extras);
            json.WriteEndObject();
        });
    }

    /// <summary>Perplexity's whole answers have an empty delta, which would stand here twice.</summary>
    private static void WriteExtras(Utf8JsonWriter json, Extras extras)
    {
        foreach (var (name, value) in extras.Are(Notes.Dialect) ? extras.Members : [])
        {
            if (!name.StartsWith('$') && name is not ("delta" or "message"))
            {
                json.WriteRaw(name, value);
            }
        }
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
                        ReasoningDelta.WriteText(json, reasoning, text);
                        break;
                    case ToolCallPart call:
                        CallDelta.WriteArguments(json, open, call, text);
                        break;
                    case MediaPart { Kind: MediaKind.Audio }:
                        MediaForm.WriteAudio(json, "transcript", text);
                        break;
                    default:
                        break;
                }
            },
            logProbs);
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

        if (whole.Signature is not null)
        {
            var number = _details++;
            WriteDelta(to, json => ReasoningDelta.WriteSignature(json, whole, open, number));
        }
    }

    private void StartCall(OpenPart open, ToolCallPart call, IBufferWriter<byte> to)
    {
        open.Call = _calls++;
        open.Text.Append(call.Arguments);

        // A custom tool's text is known only when the arguments around it are whole.
        open.IsCustom = call.IsCustom || AnswerMessageWriter.IsCustom(options, call);
        if (!open.IsCustom)
        {
            WriteDelta(to, json => CallDelta.WriteStart(json, open, call));
        }
    }

    private void EndCall(OpenPart open, ToolCallPart call, IBufferWriter<byte> to)
    {
        if (open.IsCustom)
        {
            var whole = call with { Arguments = open.Text.Length > 0 ? open.Text.ToString() : call.Arguments };
            WriteDelta(to, json => CallDelta.WriteWhole(json, open, whole, AnswerMessageWriter.IsCustom(options, call)));
        }
        else if (open.Text.Length == 0)
        {
            // A tool without arguments: clients parse an object.
            WriteDelta(to, json => CallDelta.WriteArguments(json, open, call, call.Arguments.Length > 0 ? call.Arguments : "{}"));
        }
    }

    private void StartMedia(MediaPart media, IBufferWriter<byte> to)
    {
        if (media.Kind == MediaKind.Audio || MediaTypes.ToUrl(media.Source) is not null)
        {
            WriteDelta(to, json => MediaForm.WriteStart(json, media));
        }
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
}
