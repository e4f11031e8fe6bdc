using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Reads the reasoning of a choice: <c>reasoning_content</c>, <c>reasoning</c>, <c>reasoning_details</c> and thinking parts of the content.</summary>
internal sealed class ReasoningReader(int choice, PartNumbers numbers)
{
    private readonly MemberBag _detail = new();
    private readonly StringBuilder _text = new();
    private int? _open;
    private string? _key;

    /// <summary>True when the delta has reasoning in it.</summary>
    public static bool Speaks(JsonElement delta) =>
        delta.String("reasoning_content") is { Length: > 0 } || delta.String("reasoning") is { Length: > 0 } || delta.Member("reasoning_details") is { ValueKind: JsonValueKind.Array } details && details.GetArrayLength() > 0;

    /// <summary>Takes the delta's reasoning. Details say it better than the text beside them.</summary>
    public void Read(JsonElement delta, ICollection<StreamEvent> events)
    {
        var (field, text) = delta.String("reasoning_content") is { Length: > 0 } content ? ("reasoning_content", content) : ("reasoning", delta.String("reasoning") ?? "");
        var inDetails = false;
        foreach (var detail in delta.Member("reasoning_details").Items())
        {
            inDetails |= ReasoningDetails.TextOf(detail).Length > 0;
        }

        if (text.Length > 0 && !inDetails)
        {
            Add(field, text, events);
        }

        foreach (var detail in delta.Member("reasoning_details").Items())
        {
            if (detail.ValueKind == JsonValueKind.Object)
            {
                ReadDetail(detail, text.Length > 0 && inDetails ? field : null, events);
            }
        }
    }

    /// <summary>Takes text of a plain field.</summary>
    /// <param name="field">The member it came in; null for think tags.</param>
    /// <param name="text">The text.</param>
    /// <param name="events">Where to tell it.</param>
    public void Add(string? field, string text, ICollection<StreamEvent> events)
    {
        var key = "field:" + field;
        if (_key != key)
        {
            var extras = field is null ? Extras.None : Extras.None.With(Notes.Dialect, Notes.Field, Json.Text(field));
            Open(key, new ReasoningPart("") { Extras = extras }, events);
        }

        _text.Append(text);
        events.Add(new TextDelta(_open!.Value, text, choice));
    }

    /// <summary>Ends the open part; its gathered detail is its signature.</summary>
    public void Close(ICollection<StreamEvent> events)
    {
        if (_open is not { } open)
        {
            return;
        }

        if (_detail.Members.Count > 0)
        {
            events.Add(new SignatureDelta(open, new Signature(Notes.Dialect, ReasoningDetails.Head(_detail.Members)), choice));
        }

        End(open, null, events);
    }

    private void ReadDetail(JsonElement detail, string? twin, ICollection<StreamEvent> events)
    {
        var whole = ReasoningDetails.Read(detail);
        if (detail.String("format") == ReasoningDetails.Format)
        {
            ReadEnvelope(whole, events);
            return;
        }

        if (whole.IsRedacted)
        {
            Close(events);
            var number = numbers.Next();
            events.Add(new PartStarted(number, whole, choice));
            events.Add(new PartEnded(number, null, choice));
            return;
        }

        var key = $"detail:{detail.String("type")}:{detail.Int("index")}";
        if (_key != key)
        {
            var extras = twin is null ? whole.Extras : whole.Extras.With(Notes.Dialect, Notes.Twin, Json.Text(twin));
            Open(key, whole with { Text = "", Signature = null, Extras = extras }, events);
        }

        foreach (var member in detail.EnumerateObject())
        {
            if (member.Name is not ("text" or "summary"))
            {
                _detail.Set(member.Name, member.Value);
            }
        }

        if (whole.Text.Length > 0)
        {
            events.Add(new TextDelta(_open!.Value, whole.Text, choice));
        }
    }

    /// <summary>An item that this gateway wrote: the text went before it in the plain field, and it brings the signature.</summary>
    private void ReadEnvelope(ReasoningPart whole, ICollection<StreamEvent> events)
    {
        if (_open is { } open && whole.Text.Length > 0 && _text.Equals(whole.Text))
        {
            End(open, whole, events);
            return;
        }

        Close(events);
        var number = numbers.Next();
        events.Add(new PartStarted(number, whole, choice));
        events.Add(new PartEnded(number, null, choice));
    }

    private void Open(string key, ReasoningPart part, ICollection<StreamEvent> events)
    {
        Close(events);
        _key = key;
        _open = numbers.Next();
        events.Add(new PartStarted(_open.Value, part, choice));
    }

    private void End(int open, ReasoningPart? whole, ICollection<StreamEvent> events)
    {
        events.Add(new PartEnded(open, whole, choice));
        _open = null;
        _key = null;
        _text.Clear();
        _detail.Clear();
    }
}
