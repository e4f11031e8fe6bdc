using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Writes a streamed response. Every delta is told again whole, in the four places where clients look for it.</summary>
internal sealed class ResponseStreamWriter(AnswerOptions options) : IStreamWriter
{
    private static readonly byte[] Comment = ": keep-alive\n\n"u8.ToArray();

    private readonly AnswerBuilder _builder = new();
    private readonly Dictionary<int, OpenItem> _open = [];
    private readonly SortedDictionary<int, byte[]> _done = [];
    private Answer _answer = new();
    private StopReason _stop;
    private int _sequence;
    private int _items;

    public string ContentType => "text/event-stream; charset=utf-8";

    public ReadOnlyMemory<byte> Heartbeat => Comment;

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        _builder.Add(@event);
        switch (@event)
        {
            case AnswerStarted started:
                Start(started.Answer, to);
                break;
            case PartStarted { Choice: 0 } started:
                Open(started, to);
                break;
            case TextDelta { Choice: 0 } delta when _open.TryGetValue(delta.Index, out var item):
                Delta(item, delta, to);
                break;
            case CitationDelta { Choice: 0 } delta when _open.TryGetValue(delta.Index, out var item):
                Annotate(item, delta.Citation, to);
                break;
            case PartEnded { Choice: 0 } ended when _open.Remove(ended.Index, out var item):
                Close(item, ended.Whole ?? _builder.Part(ended.Index)!, to);
                break;
            case ChoiceEnded { Choice.Index: 0 } ended:
                _stop = ended.Choice.Stop;
                break;
            case AnswerEnded ended:
                End(ended.Answer, to);
                break;
            case AnswerFailed failed:
                Fail(failed.Error, to);
                break;
            case OpaqueEvent { Dialect: ResponsesDialect.DialectName } opaque:
                Raw(opaque, to);
                break;
            default:
                break;
        }
    }

    private void Start(Answer answer, IBufferWriter<byte> to)
    {
        _answer = answer with { Id = AnswerWriter.Id(answer) };
        Event(to, "response.created", json => WriteResponse(json, "in_progress"));
        Event(to, "response.in_progress", json => WriteResponse(json, "in_progress"));
    }

    private void Open(PartStarted started, IBufferWriter<byte> to)
    {
        var part = started.Part;
        if (part is MediaPart || part is ServerToolCallPart { Dialect: not ResponsesDialect.DialectName } or ServerToolResultPart { Dialect: not ResponsesDialect.DialectName } or OpaquePart { Dialect: not ResponsesDialect.DialectName })
        {
            options.Losses.Add(part.GetType().Name, "a response has no such item");
            return;
        }

        var isCustom = part is ToolCallPart call && OutputItem.IsCustom(call, options.Request);
        var shown = isCustom ? ((ToolCallPart)part) with { IsCustom = true } : part;
        var item = new OpenItem(_items, OutputItem.Id(shown, _answer.Id!, _items), part, isCustom);
        _items++;
        _open[started.Index] = item;
        Event(to, "response.output_item.added", json =>
        {
            json.WriteNumber("output_index", item.Index);
            json.WritePropertyName("item");
            json.WriteRawValue(OutputItem.Write(Bare(shown), item.Id, "in_progress", options.Request) ?? RawItem(part), skipInputValidation: true);
        });
        switch (part)
        {
            case TextPart or RefusalPart:
                Event(to, "response.content_part.added", json =>
                {
                    Place(json, item, "content_index");
                    json.WritePropertyName("part");
                    OutputItem.WriteContent(json, Bare(part));
                });
                break;
            default:
                break;
        }
    }

    private void Delta(OpenItem item, TextDelta delta, IBufferWriter<byte> to)
    {
        if (delta.Text.Length == 0 || (item.IsCustom && item.Part is ToolCallPart { IsCustom: false }))
        {
            // A custom tool that was called as a function: its plain text is known at the end.
            return;
        }

        if (item.Part is ReasoningPart)
        {
            OpenSummary(item, to);
        }

        var (type, index) = item.Part switch
        {
            RefusalPart => ("response.refusal.delta", "content_index"),
            ReasoningPart => ("response.reasoning_summary_text.delta", "summary_index"),
            ToolCallPart => (item.IsCustom ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta", null),
            _ => ("response.output_text.delta", "content_index"),
        };
        Event(to, type, json =>
        {
            Place(json, item, index);
            json.WriteString("delta", delta.Text);
            if (item.Part is TextPart)
            {
                json.WriteStartArray("logprobs");
                json.WriteEndArray();
            }
        });
    }

    private void OpenSummary(OpenItem item, IBufferWriter<byte> to)
    {
        if (!item.HasSummary)
        {
            item.HasSummary = true;
            Event(to, "response.reasoning_summary_part.added", json =>
            {
                Place(json, item, "summary_index");
                WriteSummaryPart(json, "");
            });
        }
    }

    private void Annotate(OpenItem item, Citation citation, IBufferWriter<byte> to)
    {
        if (citation.Url is null && citation.Dialect != ResponsesDialect.DialectName)
        {
            options.Losses.Add("citations", "a response cites addresses only");
            return;
        }

        var number = item.Annotations++;
        Event(to, "response.output_text.annotation.added", json =>
        {
            Place(json, item, "content_index");
            json.WriteNumber("annotation_index", number);
            json.WritePropertyName("annotation");
            OutputItem.WriteCitation(json, citation, 0);
        });
    }

    private void Close(OpenItem item, Part part, IBufferWriter<byte> to)
    {
        if (part is ReasoningPart { Text.Length: > 0 })
        {
            OpenSummary(item, to);
        }

        switch (part)
        {
            case TextPart text:
                CloseText(item, "response.output_text.done", "text", text.Text, part, to);
                break;
            case RefusalPart refusal:
                CloseText(item, "response.refusal.done", "refusal", refusal.Text, part, to);
                break;
            case ReasoningPart reasoning when item.HasSummary:
                CloseSummary(item, reasoning.Text, to);
                break;
            case ToolCallPart call:
                CloseCall(item, call, to);
                break;
            default:
                break;
        }

        var shown = item.IsCustom && part is ToolCallPart { IsCustom: false } function ? function with { IsCustom = true, Arguments = ToolArguments.CustomInput(function.Arguments) } : part;
        var done = OutputItem.Write(shown, item.Id, "completed", options.Request) ?? RawItem(part);
        _done[item.Index] = done;
        Event(to, "response.output_item.done", json =>
        {
            json.WriteNumber("output_index", item.Index);
            json.WritePropertyName("item");
            json.WriteRawValue(done, skipInputValidation: true);
        });
    }

    private void CloseText(OpenItem item, string type, string member, string text, Part part, IBufferWriter<byte> to)
    {
        Event(to, type, json =>
        {
            Place(json, item, "content_index");
            json.WriteString(member, text);
            if (part is TextPart)
            {
                json.WriteStartArray("logprobs");
                json.WriteEndArray();
            }
        });
        Event(to, "response.content_part.done", json =>
        {
            Place(json, item, "content_index");
            json.WritePropertyName("part");
            OutputItem.WriteContent(json, part);
        });
    }

    private void CloseSummary(OpenItem item, string text, IBufferWriter<byte> to)
    {
        Event(to, "response.reasoning_summary_text.done", json =>
        {
            Place(json, item, "summary_index");
            json.WriteString("text", text);
        });
        Event(to, "response.reasoning_summary_part.done", json =>
        {
            Place(json, item, "summary_index");
            WriteSummaryPart(json, text);
        });
    }

    private void CloseCall(OpenItem item, ToolCallPart call, IBufferWriter<byte> to)
    {
        if (item.IsCustom)
        {
            var input = call.IsCustom ? call.Arguments : ToolArguments.CustomInput(call.Arguments);
            if (!call.IsCustom && input.Length > 0)
            {
                Event(to, "response.custom_tool_call_input.delta", json =>
                {
                    Place(json, item, null);
                    json.WriteString("delta", input);
                });
            }

            Event(to, "response.custom_tool_call_input.done", json =>
            {
                Place(json, item, null);
                json.WriteString("input", input);
            });
            return;
        }

        Event(to, "response.function_call_arguments.done", json =>
        {
            Place(json, item, null);
            json.WriteString("arguments", call.Arguments);
            OutputItem.WriteName(json, call.Name, options.Request);
        });
    }

    private void End(Answer answer, IBufferWriter<byte> to)
    {
        _answer = answer with { Id = answer.Id is null ? _answer.Id : AnswerWriter.Id(answer), Model = answer.Model ?? _answer.Model, Created = answer.Created ?? _answer.Created, Usage = answer.Usage ?? _answer.Usage };
        var status = AnswerWriter.StatusOf(_stop);
        Event(to, "response." + status, json =>
        {
            WriteResponse(json, status);
            foreach (var (name, value) in answer.Extras.Are(ResponsesDialect.DialectName) ? answer.Extras.Members : [])
            {
                if (name.StartsWith("$event.", StringComparison.Ordinal))
                {
                    json.WriteRaw(name["$event.".Length..], value);
                }
            }
        });
    }

    private void Fail(WeirError error, IBufferWriter<byte> to)
    {
        Event(to, "error", json =>
        {
            json.WriteString("code", error.Kind.Code());
            json.WriteString("message", error.Message);
            json.WriteNull("param");
            json.WriteStartObject("error");
            json.WriteString("type", "server_error");
            json.WriteString("code", error.Kind.Code());
            json.WriteString("message", error.Message);
            json.WriteNull("param");
            json.WriteString("action", error.Action);
            json.WriteEndObject();
        });
        if (_answer.Id is not null)
        {
            _answer = _answer with { Extras = Extras.None };
            Event(to, "response.failed", json =>
            {
                json.WritePropertyName("response");
                ResponseObject.Write(json, _answer, "failed", StopReason.Error, [.. _done.Values], options, error);
            });
        }
    }

    private void Raw(OpaqueEvent opaque, IBufferWriter<byte> to) => Event(to, opaque.Name, json =>
    {
        foreach (var member in opaque.Json.EnumerateObject())
        {
            if (member.Name is not ("type" or "sequence_number"))
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }
    });

    private void WriteResponse(Utf8JsonWriter json, string status)
    {
        json.WritePropertyName("response");
        ResponseObject.Write(json, _answer, status, _stop, [.. _done.Values], options);
    }

    private static void WriteSummaryPart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("part");
        json.WriteString("type", "summary_text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, OpenItem item, string? index)
    {
        json.WriteString("item_id", item.Id);
        json.WriteNumber("output_index", item.Index);
        if (index is not null)
        {
            json.WriteNumber(index, 0);
        }
    }

    /// <summary>An item that only this dialect knows.</summary>
    private static byte[] RawItem(Part part) => System.Text.Encoding.UTF8.GetBytes(part switch
    {
        ServerToolCallPart call => call.Json.GetRawText(),
        ServerToolResultPart result => result.Json.GetRawText(),
        OpaquePart opaque => opaque.Json.GetRawText(),
        _ => "{}",
    });

    private static Part Bare(Part part) => part switch
    {
        TextPart text => text with { Text = "", Citations = [] },
        RefusalPart refusal => refusal with { Text = "" },
        ReasoningPart reasoning => reasoning with { Text = "", Signature = reasoning.IsRedacted ? reasoning.Signature : null },
        ToolCallPart call => call with { Arguments = "" },
        _ => part,
    };

    private void Event(IBufferWriter<byte> to, string type, Action<Utf8JsonWriter> write) => SseEventWriter.Write(to, type, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteNumber("sequence_number", _sequence++);
        write(json);
        json.WriteEndObject();
    });

    private sealed class OpenItem(int index, string id, Part part, bool isCustom)
    {
        public int Index { get; } = index;

        public string Id { get; } = id;

        public Part Part { get; } = part;

        public bool IsCustom { get; } = isCustom;

        public bool HasSummary { get; set; }

        public int Annotations { get; set; }
    }
}
