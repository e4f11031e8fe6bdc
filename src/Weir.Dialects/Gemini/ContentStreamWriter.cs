using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Gemini;

/// <summary>
/// Writes a streamed answer: text goes out as it comes, all else when it is whole. As events, or as the items of one array for clients that did not ask for events. The last chunk
/// bears the finish reason and the usage.
/// </summary>
internal sealed class ContentStreamWriter(AnswerOptions options) : IStreamWriter
{
    // Google's SDK for Go takes a comment for an error; white space means nothing, between events and between the items of an array.
    private static readonly byte[] Blank = "\r\n"u8.ToArray();

    private readonly AnswerBuilder _builder = new();
    private readonly Dictionary<(int Choice, int Index), bool> _texts = [];
    private readonly Dictionary<int, string> _signatures = [];
    private readonly List<Choice> _ended = [];
    private Answer _head = new();
    private bool _hasItems;

    public string ContentType => options.AsJsonArray ? "application/json; charset=utf-8" : "text/event-stream; charset=utf-8";

    public ReadOnlyMemory<byte> Heartbeat => Blank;

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        _builder.Add(@event);
        switch (@event)
        {
            case AnswerStarted started:
                _head = started.Answer;
                break;
            case PartStarted { Part: TextPart or RefusalPart or ReasoningPart } started:
                _texts[(started.Choice, started.Index)] = false;
                break;
            case TextDelta { Text.Length: > 0 } delta when _texts.ContainsKey((delta.Choice, delta.Index)):
                _texts[(delta.Choice, delta.Index)] = true;
                WriteText(_builder.Part(delta.Index, delta.Choice)!, delta, to);
                break;
            case PartEnded ended:
                End(ended, to);
                break;
            case ChoiceEnded ended:
                _ended.Add(ended.Choice);
                break;
            case AnswerEnded ended:
                WriteEnd(ended.Answer, to);
                break;
            case AnswerFailed failed:
                WriteFailure(failed.Error, to);
                break;
            default:
                break;
        }
    }

    private void WriteText(Part part, TextDelta delta, IBufferWriter<byte> to) => Chunk(to, delta.Choice, json =>
    {
        json.WriteStartObject();
        json.WriteString("text", delta.Text);
        if (part is ReasoningPart)
        {
            json.WriteBoolean("thought", true);
        }
        else if (_signatures.Remove(delta.Choice, out var signature))
        {
            json.WriteString("thoughtSignature", signature);
        }

        json.WriteEndObject();
    });

    private void End(PartEnded ended, IBufferWriter<byte> to)
    {
        var part = ended.Whole ?? _builder.Part(ended.Index, ended.Choice);
        if (part is null)
        {
            return;
        }

        var hadText = _texts.Remove((ended.Choice, ended.Index), out var was) && was;
        switch (part)
        {
            case ReasoningPart reasoning:
                EndReasoning(reasoning, ended.Choice, to);
                break;
            case TextPart or RefusalPart when hadText:
                break;
            case TextPart { Text.Length: 0 }:
                break;
            case ServerToolCallPart { Dialect: not GeminiDialect.DialectName } or ServerToolResultPart { Dialect: not GeminiDialect.DialectName } or OpaquePart { Dialect: not GeminiDialect.DialectName }:
                options.Losses.Add(part.GetType().Name, "Gemini's answers have no such part");
                break;
            default:
                Chunk(to, ended.Choice, json => WritePart(json, part, ended.Choice));
                break;
        }
    }

    private void EndReasoning(ReasoningPart reasoning, int choice, IBufferWriter<byte> to)
    {
        if (reasoning.Signature is null)
        {
            return;
        }

        var signature = Signatures.Wrap(reasoning);
        if (reasoning.Signature.Dialect == GeminiDialect.DialectName && !reasoning.BindsNext)
        {
            Chunk(to, choice, json => WriteSignature(json, signature));
        }
        else
        {
            _signatures[choice] = signature;
        }
    }

    private void WritePart(Utf8JsonWriter json, Part part, int choice)
    {
        if (part.Extras.TryGet(GeminiDialect.DialectName, PartReader.PartNote, out _))
        {
            // It came with its signature on it.
            _signatures.Remove(choice);
        }

        var writer = new PartWriter(json, options.Losses, "content");
        if (_signatures.Remove(choice, out var signature))
        {
            writer.Hold(signature);
        }

        writer.Write(part);
    }

    private static void WriteSignature(Utf8JsonWriter json, string signature)
    {
        json.WriteStartObject();
        json.WriteString("text", "");
        json.WriteString("thoughtSignature", signature);
        json.WriteEndObject();
    }

    private void WriteEnd(Answer answer, IBufferWriter<byte> to)
    {
        foreach (var (choice, signature) in _signatures)
        {
            Chunk(to, choice, json => WriteSignature(json, signature));
        }

        var last = answer with { Id = answer.Id ?? _head.Id, Model = answer.Model ?? _head.Model, Usage = answer.Usage ?? _head.Usage };
        _head = last;
        Item(to, json =>
        {
            json.WriteStartObject();
            if (!AnswerWriter.IsBlocked(last with { Choices = _ended }))
            {
                json.WriteStartArray("candidates");
                foreach (var choice in _ended)
                {
                    json.WriteStartObject();
                    json.WriteString("finishReason", FinishReasons.Write(choice));
                    if (!choice.Extras.TryGet(GeminiDialect.DialectName, "index", out _))
                    {
                        json.WriteNumber("index", choice.Index);
                    }

                    choice.Extras.WriteTo(json, GeminiDialect.DialectName);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            AnswerWriter.WriteTail(json, last, options);
            json.WriteEndObject();
        });
        if (options.AsJsonArray)
        {
            to.Write("]"u8);
        }
    }

    private void WriteFailure(WeirError error, IBufferWriter<byte> to)
    {
        if (options.AsJsonArray)
        {
            Item(to, json => Errors.Write(error, json));
            to.Write("]"u8);
            return;
        }

        // Google's SDKs look for an error that stands alone, without the field's name; other readers of events want the field.
        Errors.Write(error, to);
        to.Write("\r\n\r\n"u8);
        Item(to, json => Errors.Write(error, json));
    }

    /// <summary>Writes a chunk of one part.</summary>
    private void Chunk(IBufferWriter<byte> to, int choice, Action<Utf8JsonWriter> write) => Item(to, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("candidates");
        json.WriteStartObject();
        json.WriteStartObject("content");
        json.WriteStartArray("parts");
        write(json);
        json.WriteEndArray();
        json.WriteString("role", "model");
        json.WriteEndObject();
        json.WriteNumber("index", choice);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteOptional("modelVersion", options.Model ?? _head.Model);
        json.WriteOptional("responseId", _head.Id);
        json.WriteEndObject();
    });

    private void Item(IBufferWriter<byte> to, Action<Utf8JsonWriter> write)
    {
        if (!options.AsJsonArray)
        {
            SseEventWriter.Write(to, null, write, "\r\n\r\n");
            return;
        }

        to.Write(_hasItems ? ",\r\n"u8 : "["u8);
        _hasItems = true;
        using var json = Json.Writer(to);
        write(json);
    }
}
