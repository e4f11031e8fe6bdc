using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>
/// Writes the blocks of a streamed message: one after the other, with indexes from 0 and without gaps. Takes the parts as <see cref="PartOrder"/> brings them: none overlap, and
/// all text comes in deltas.
/// </summary>
internal sealed class BlockStreamWriter(Losses losses)
{
    private int _index = -1;
    private bool _isOpen;
    private bool _hasText;
    private bool _hasCitations;
    private Part? _part;
    private Signature? _signature;

    /// <summary>True when the answer is of this dialect: then its empty blocks are kept as well.</summary>
    public bool IsOwn { get; set; }

    /// <summary>True once a tool of the client's was called.</summary>
    public bool HasCalls { get; private set; }

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        switch (@event)
        {
            case PartStarted started:
                Begin(started.Part, to);
                break;
            case TextDelta { Text.Length: > 0 } delta:
                Text(delta.Text, to);
                break;
            case SignatureDelta delta:
                // The last one counts: it is written when the block ends.
                _signature = delta.Signature;
                break;
            case CitationDelta delta:
                Cite(delta.Citation, to);
                break;
            case PartEnded ended:
                End(ended.Whole, to);
                break;
            default:
                break;
        }
    }

    private void Begin(Part part, IBufferWriter<byte> to)
    {
        _part = part;
        _signature = (part as ReasoningPart)?.Signature;
        _hasText = false;
        _hasCitations = false;
        switch (part)
        {
            case ToolCallPart call:
                HasCalls = true;
                Open(call, to);
                InputDelta(call.IsCustom ? "{\"input\":\"" : "", to);
                break;
            case TextPart or ReasoningPart { IsRedacted: false } when IsOwn:
                Open(Bare(part), to);
                break;
            case MediaPart { Kind: MediaKind.Audio } audio:
                losses.Add("audio", "Anthropic's answers have no sound; its words are told");
                Text(audio.Transcript ?? "", to);
                break;
            case TextPart or RefusalPart or ReasoningPart or ServerToolCallPart { Dialect: AnthropicDialect.DialectName } or ServerToolResultPart { Dialect: AnthropicDialect.DialectName } or OpaquePart { Dialect: AnthropicDialect.DialectName }:
                // Opened by its first text, or written when it is whole.
                break;
            default:
                losses.Add(NameOf(part), "Anthropic's answers have no such part");
                _part = null;
                break;
        }
    }

    private void Text(string text, IBufferWriter<byte> to)
    {
        if (_part is null || text.Length == 0)
        {
            return;
        }

        if (!_isOpen)
        {
            Open(Bare(_part), to);
        }

        _hasText = true;
        switch (_part)
        {
            case ToolCallPart { IsCustom: true }:
                InputDelta(Json.Text(text).GetRawText()[1..^1], to);
                break;
            case ToolCallPart:
                InputDelta(text, to);
                break;
            case ReasoningPart:
                TextDelta("thinking_delta", "thinking", text, to);
                break;
            default:
                TextDelta("text_delta", "text", text, to);
                break;
        }
    }

    private void Cite(Citation citation, IBufferWriter<byte> to)
    {
        if (citation is not { Dialect: AnthropicDialect.DialectName, Json: { } raw })
        {
            losses.Add("citations", "Anthropic's citations are proofs of its own");
        }
        else if (_part is TextPart text)
        {
            if (!_isOpen)
            {
                Open(text, to);
            }

            _hasCitations = true;
            Delta(to, json =>
            {
                json.WriteString("type", "citations_delta");
                json.WriteRaw("citation", raw);
            });
        }
    }

    private void End(Part? whole, IBufferWriter<byte> to)
    {
        if (_part is null)
        {
            return;
        }

        switch (whole ?? _part)
        {
            case ReasoningPart reasoning:
                EndReasoning(reasoning with { Signature = (whole as ReasoningPart)?.Signature ?? _signature }, to);
                break;
            case ToolCallPart { IsCustom: true } when _isOpen:
                InputDelta("\"}", to);
                break;
            case TextPart text when !_hasCitations:
                text.Citations.ToList().ForEach(citation => Cite(citation, to));
                break;
            case MediaPart { Transcript: { } words } when !_hasText:
                Text(words, to);
                break;
            case ServerToolCallPart or ServerToolResultPart or OpaquePart:
                Open(whole ?? _part, to);
                break;
            default:
                break;
        }

        _part = null;
        if (_isOpen)
        {
            _isOpen = false;
            MessageStreamWriter.Event(to, "content_block_stop", json => json.WriteNumber("index", _index));
        }
    }

    private void EndReasoning(ReasoningPart reasoning, IBufferWriter<byte> to)
    {
        if (!_isOpen)
        {
            if (reasoning.Signature is null)
            {
                return;
            }

            Open(reasoning, to);
            if (BlockWriter.IsHidden(reasoning))
            {
                return;
            }
        }

        if (SignatureEnvelope.Wrap(reasoning, AnthropicDialect.DialectName) is { } signature)
        {
            TextDelta("signature_delta", "signature", signature, to);
        }
    }

    private void Open(Part part, IBufferWriter<byte> to)
    {
        _isOpen = true;
        _index++;
        MessageStreamWriter.Event(to, "content_block_start", json =>
        {
            json.WriteNumber("index", _index);
            json.WritePropertyName("content_block");
            WriteStart(json, part);
        });
    }

    /// <summary>The block as it begins: without the text that follows; whole where nothing follows.</summary>
    private static void WriteStart(Utf8JsonWriter json, Part part)
    {
        switch (part)
        {
            case ToolCallPart call:
                BlockWriter.WriteToolUse(json, call with { Arguments = "", IsCustom = false });
                break;
            case ReasoningPart reasoning:
                BlockWriter.WriteShown(json, BlockWriter.IsHidden(reasoning) ? reasoning : reasoning with { Signature = null });
                break;
            case ServerToolCallPart call:
                BlockWriter.Raw(json, call.Json);
                break;
            case ServerToolResultPart result:
                BlockWriter.Raw(json, result.Json);
                break;
            case OpaquePart opaque:
                BlockWriter.Raw(json, opaque.Json);
                break;
            default:
                BlockWriter.WriteText(json, new TextPart("") { Extras = part.Extras });
                break;
        }
    }

    /// <summary>Without the signature, which follows at the end of the block.</summary>
    private static Part Bare(Part part) => part is ReasoningPart reasoning ? reasoning with { Signature = null } : part;

    private void InputDelta(string text, IBufferWriter<byte> to) => TextDelta("input_json_delta", "partial_json", text, to);

    private void TextDelta(string type, string member, string text, IBufferWriter<byte> to) => Delta(to, json =>
    {
        json.WriteString("type", type);
        json.WriteString(member, text);
    });

    private void Delta(IBufferWriter<byte> to, Action<Utf8JsonWriter> write) => MessageStreamWriter.Event(to, "content_block_delta", json =>
    {
        json.WriteNumber("index", _index);
        json.WriteStartObject("delta");
        write(json);
        json.WriteEndObject();
    });

    private static string NameOf(Part part) => part switch
    {
        MediaPart media => media.Kind switch { MediaKind.Image => "image", MediaKind.Video => "video", _ => "file" },
        ServerToolCallPart call => call.Name,
        ServerToolResultPart result => result.Name,
        OpaquePart opaque => opaque.Type,
        _ => "content",
    };
}
