using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Streaming;

/// <summary>
/// Brings a stream into the form that a wire without overlapping parts can take: one choice, one part after another, all text in deltas. Events of a part that began while
/// another was open wait for that one's end. One for each stream.
/// </summary>
internal sealed class PartOrder(Losses losses)
{
    private readonly SortedDictionary<int, Waiting> _parts = [];
    private readonly Queue<StreamEvent> _ready = [];

    /// <summary>Takes an event and gives those that can be written now.</summary>
    public IEnumerable<StreamEvent> Next(StreamEvent @event)
    {
        var (choice, index) = PlaceOf(@event);
        if (choice > 0)
        {
            losses.Add($"choices[{choice}]", "only one answer can be told");
        }
        else if (index is not { } place)
        {
            _ready.Enqueue(@event);
        }
        else
        {
            Place(@event, place);
        }

        while (_ready.TryDequeue(out var ready))
        {
            yield return ready;
        }
    }

    private static (int Choice, int? Index) PlaceOf(StreamEvent @event) => @event switch
    {
        PartStarted part => (part.Choice, part.Index),
        TextDelta delta => (delta.Choice, delta.Index),
        MediaDelta delta => (delta.Choice, delta.Index),
        SignatureDelta delta => (delta.Choice, delta.Index),
        CitationDelta delta => (delta.Choice, delta.Index),
        PartEnded part => (part.Choice, part.Index),
        ChoiceEnded ended => (ended.Choice.Index, null),
        _ => (0, null),
    };

    private void Place(StreamEvent @event, int index)
    {
        switch (@event)
        {
            case PartStarted started:
                var text = TextOf(started.Part);
                Add(index, new PartStarted(index, WithoutText(started.Part)));
                if (text.Length > 0)
                {
                    Add(index, new TextDelta(index, text));
                }

                break;
            case PartEnded { Whole: { } whole } ended:
                if (_parts.TryGetValue(index, out var part) && !part.HasText && TextOf(whole) is { Length: > 0 } late)
                {
                    Add(index, new TextDelta(index, late));
                }

                Add(index, ended);
                break;
            default:
                Add(index, @event);
                break;
        }
    }

    private void Add(int index, StreamEvent @event)
    {
        if (!_parts.TryGetValue(index, out var part))
        {
            if (@event is not PartStarted)
            {
                return;
            }

            _parts.Add(index, part = new Waiting());
        }

        part.Events.Enqueue(@event);
        part.HasText |= @event is TextDelta;
        part.HasEnded |= @event is PartEnded;
        Release();
    }

    private void Release()
    {
        while (_parts.Count > 0)
        {
            var (index, first) = _parts.First();
            while (first.Events.TryDequeue(out var @event))
            {
                _ready.Enqueue(@event);
            }

            if (!first.HasEnded)
            {
                return;
            }

            _parts.Remove(index);
        }
    }

    private static string TextOf(Part part) => part switch
    {
        TextPart text => text.Text,
        RefusalPart refusal => refusal.Text,
        ReasoningPart reasoning => reasoning.Text,
        ToolCallPart call => call.Arguments,
        _ => "",
    };

    private static Part WithoutText(Part part) => part switch
    {
        TextPart text => text with { Text = "" },
        RefusalPart refusal => refusal with { Text = "" },
        ReasoningPart reasoning => reasoning with { Text = "" },
        ToolCallPart call => call with { Arguments = "" },
        _ => part,
    };

    private sealed class Waiting
    {
        public Queue<StreamEvent> Events { get; } = [];

        public bool HasText { get; set; }

        public bool HasEnded { get; set; }
    }
}
