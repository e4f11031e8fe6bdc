using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>
/// Reads a streamed response. Items are joined by <c>output_index</c>: some servers change the ids with every event. What an item is at its end counts; its deltas are only how it came.
/// </summary>
internal sealed class ResponseStreamReader() : FramedStreamReader(new SseFramer())
{
    private readonly SortedDictionary<int, Item> _items = [];
    private readonly List<Part> _parts = [];
    private Answer _head = new();
    private bool _isStarted;
    private int _next;

    protected override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        if (IsComplete || frame.Data.Span.SequenceEqual("[DONE]"u8))
        {
            return;
        }

        using var document = JsonDocument.Parse(frame.Data);
        var json = document.RootElement;
        var type = json.String("type") ?? frame.Event ?? "";
        switch (type)
        {
            case "response.created":
                Start(json.Member("response"), events);
                break;
            case "response.in_progress" or "response.queued":
                Start(json.Member("response"), events);
                events.Add(Ping.Instance);
                break;
            case "response.output_item.added":
                Add(json, events);
                break;
            case "response.content_part.added":
                AddPart(json, events);
                break;
            case "response.output_text.delta" or "response.refusal.delta" or "response.reasoning_text.delta" or "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                Delta(json, type, events);
                break;
            case "response.reasoning_summary_text.delta":
                SummaryDelta(json, events);
                break;
            case "response.output_item.done":
                Done(json, events);
                break;
            case "response.completed" or "response.incomplete" or "response.cancelled":
                Complete(json, events);
                break;
            case "response.failed":
                Fail(AnswerReader.Error(json.Member("response").Member("error")), events);
                break;
            case "error":
                Fail(AnswerReader.Error(json.Member("error") is { ValueKind: JsonValueKind.Object } error ? error : json), events);
                break;
            case "response.output_text.done" or "response.refusal.done" or "response.reasoning_text.done" or "response.function_call_arguments.done" or "response.custom_tool_call_input.done":
            case "response.content_part.done" or "response.reasoning_summary_part.added" or "response.reasoning_summary_part.done" or "response.reasoning_summary_text.done" or "response.output_text.annotation.added":
                // The item's end tells all of it again.
                break;
            default:
                events.Add(new OpaqueEvent(ResponsesDialect.DialectName, type, json.Clone()));
                break;
        }
    }

    private static int Place(JsonElement json) => json.Int("output_index") ?? 0;

    private void Start(JsonElement response, ICollection<StreamEvent> events)
    {
        if (_isStarted)
        {
            return;
        }

        _isStarted = true;
        _head = response.ValueKind == JsonValueKind.Object ? AnswerReader.Head(response) : _head;
        events.Add(new AnswerStarted(_head));
    }

    private void Add(JsonElement json, ICollection<StreamEvent> events)
    {
        Start(default, events);
        var wire = json.Member("item");
        var item = new Item();
        _items[Place(json)] = item;
        if (wire.String("type") is "message" or null)
        {
            return;
        }

        var part = ItemReader.ReadOutput(wire, "item")[0];
        Open(item, part switch
        {
            ToolCallPart call => call with { Arguments = "" },
            ReasoningPart reasoning => reasoning with { Text = "", Signature = null },
            _ => part,
        }, events);
    }

    private void AddPart(JsonElement json, ICollection<StreamEvent> events)
    {
        if (Find(json) is { Parts: var parts } item && (json.Int("content_index") ?? 0) == parts.Count && json.Member("part").String("type") is not "reasoning_text")
        {
            var part = ItemReader.ContentPart(json.Member("part"), "part");
            Open(item, part switch { TextPart => new TextPart(""), RefusalPart => new RefusalPart(""), _ => part }, events);
        }
    }

    private void Delta(JsonElement json, string type, ICollection<StreamEvent> events)
    {
        if (Find(json) is not { } item)
        {
            return;
        }

        var place = type is "response.output_text.delta" or "response.refusal.delta" ? json.Int("content_index") ?? 0 : 0;
        if (place == item.Parts.Count)
        {
            // A server that announces no content parts.
            Open(item, type == "response.refusal.delta" ? new RefusalPart("") : new TextPart(""), events);
        }

        if (place < item.Parts.Count && json.String("delta") is { Length: > 0 } text)
        {
            item.HasText = true;
            var logProbs = json.Member("logprobs") is { ValueKind: JsonValueKind.Array } found && found.GetArrayLength() > 0 ? found.Clone() : (JsonElement?)null;
            events.Add(new TextDelta(item.Parts[place], text) { LogProbs = logProbs });
        }
    }

    private void SummaryDelta(JsonElement json, ICollection<StreamEvent> events)
    {
        if (Find(json) is { Parts: [var index, ..] } item && json.String("delta") is { Length: > 0 } text)
        {
            var summary = json.Int("summary_index") ?? 0;
            var gap = item.HasText && summary != item.Summary ? "\n\n" : "";
            item.Summary = summary;
            item.HasText = true;
            events.Add(new TextDelta(index, gap + text));
        }
    }

    private void Done(JsonElement json, ICollection<StreamEvent> events)
    {
        Start(default, events);
        if (!_items.TryGetValue(Place(json), out var item))
        {
            _items[Place(json)] = item = new Item();
        }

        if (item.IsDone)
        {
            return;
        }

        item.IsDone = true;
        var parts = ItemReader.ReadOutput(json.Member("item"), "item");
        for (var i = 0; i < parts.Count; i++)
        {
            _parts.Add(parts[i]);
            if (i == item.Parts.Count)
            {
                Open(item, parts[i] is TextPart or RefusalPart or ReasoningPart or ToolCallPart ? Bare(parts[i]) : parts[i], events);
                if (TextOf(parts[i]) is { Length: > 0 } text)
                {
                    events.Add(new TextDelta(item.Parts[i], text));
                }
            }
            else if (!item.HasText && parts.Count == 1 && TextOf(parts[i]) is { Length: > 0 } late)
            {
                events.Add(new TextDelta(item.Parts[i], late));
            }

            End(item.Parts[i], parts[i], events);
        }

        for (var i = parts.Count; i < item.Parts.Count; i++)
        {
            events.Add(new PartEnded(item.Parts[i]));
        }
    }

    private static void End(int index, Part part, ICollection<StreamEvent> events)
    {
        if (part is TextPart text)
        {
            foreach (var citation in text.Citations)
            {
                events.Add(new CitationDelta(index, citation));
            }
        }

        if (part is ReasoningPart { Signature: { } signature })
        {
            events.Add(new SignatureDelta(index, signature));
        }

        events.Add(new PartEnded(index, part));
    }

    private static string TextOf(Part part) => part switch
    {
        TextPart text => text.Text,
        RefusalPart refusal => refusal.Text,
        ReasoningPart reasoning => reasoning.Text,
        ToolCallPart call => call.Arguments,
        _ => "",
    };

    private static Part Bare(Part part) => part switch
    {
        TextPart text => text with { Text = "", Citations = [] },
        RefusalPart refusal => refusal with { Text = "" },
        ReasoningPart reasoning => reasoning with { Text = "", Signature = null },
        ToolCallPart call => call with { Arguments = "" },
        _ => part,
    };

    private void Complete(JsonElement json, ICollection<StreamEvent> events)
    {
        Start(default, events);
        var response = json.Member("response");
        CloseOpen(events);
        var head = AnswerReader.Head(response);
        foreach (var member in json.Members())
        {
            if (member.Name is not ("type" or "response" or "sequence_number"))
            {
                head = head with { Extras = head.Extras.With(ResponsesDialect.DialectName, "$event." + member.Name, member.Value.Clone()) };
            }
        }

        events.Add(new ChoiceEnded(AnswerReader.Choice(response, _parts) with { Parts = [] }));
        events.Add(new AnswerEnded(head));
        IsComplete = true;
    }

    /// <summary>Items whose end was not told end with the response.</summary>
    private void CloseOpen(ICollection<StreamEvent> events)
    {
        foreach (var item in _items.Values)
        {
            if (!item.IsDone)
            {
                item.IsDone = true;
                foreach (var index in item.Parts)
                {
                    events.Add(new PartEnded(index));
                }
            }
        }
    }

    private void Open(Item item, Part part, ICollection<StreamEvent> events)
    {
        // Notes of the whole item belong to its end.
        item.Parts.Add(_next);
        events.Add(new PartStarted(_next++, part is OpaquePart or ServerToolCallPart or ServerToolResultPart ? part : part with { Extras = Extras.None }));
    }

    private Item? Find(JsonElement json) => _items.GetValueOrDefault(Place(json)) is { IsDone: false } item ? item : null;

    private sealed class Item
    {
        public List<int> Parts { get; } = [];

        public bool HasText { get; set; }

        public int Summary { get; set; }

        public bool IsDone { get; set; }
    }
}
