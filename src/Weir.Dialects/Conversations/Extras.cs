using System.Text.Json;

namespace Weir.Dialects.Conversations;

/// <summary>
/// Members that one dialect has and the neutral conversation has not, kept so that the same dialect can write them back as they came. Named after the dialect that they were
/// read from: another dialect's writer leaves them out, and reports those that matter as lost. Immutable.
/// </summary>
public sealed class Extras
{
    private readonly KeyValuePair<string, JsonElement>[] _members;

    private Extras(string dialect, KeyValuePair<string, JsonElement>[] members)
    {
        Dialect = dialect;
        _members = members;
    }

    public static Extras None { get; } = new("", []);

    /// <summary>The name of the dialect that wrote them; empty for <see cref="None"/>.</summary>
    public string Dialect { get; }

    /// <summary>Names and values in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Members => _members;

    public bool IsEmpty => _members.Length == 0;

    /// <summary>Makes a bag. The values must own their memory: use <see cref="JsonElement.Clone"/> on what belongs to a document that is disposed.</summary>
    public static Extras Of(string dialect, IReadOnlyCollection<KeyValuePair<string, JsonElement>> members)
    {
        ArgumentException.ThrowIfNullOrEmpty(dialect);
        ArgumentNullException.ThrowIfNull(members);
        return members.Count == 0 ? None : new Extras(dialect, [.. members]);
    }

    /// <summary>True when this bag is of that dialect and has something in it.</summary>
    public bool Are(string dialect) => _members.Length > 0 && string.Equals(Dialect, dialect, StringComparison.Ordinal);

    /// <summary>A member of that dialect's bag.</summary>
    public bool TryGet(string dialect, string name, out JsonElement value)
    {
        if (Are(dialect))
        {
            foreach (var member in _members)
            {
                if (string.Equals(member.Key, name, StringComparison.Ordinal))
                {
                    value = member.Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>A text member of that dialect's bag, or null.</summary>
    public string? Text(string dialect, string name) => TryGet(dialect, name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>This bag with one member more, or with another value of it.</summary>
    public Extras With(string dialect, string name, JsonElement value) =>
        Of(dialect, [.. (Are(dialect) ? _members : []).Where(member => !string.Equals(member.Key, name, StringComparison.Ordinal)), new(name, value)]);

    /// <summary>This bag without a member.</summary>
    public Extras Without(string name) =>
        IsEmpty ? this : Of(Dialect, [.. _members.Where(member => !string.Equals(member.Key, name, StringComparison.Ordinal))]);

    public override string ToString() => string.Join(", ", _members.Select(static member => $"{member.Key}: {member.Value}"));

    /// <summary>Writes the members of that dialect into the object that is open; members of other dialects stay out. Names that start with <c>$</c> are a reader's own notes and are not written.</summary>
    public void WriteTo(Utf8JsonWriter json, string dialect)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!Are(dialect))
        {
            return;
        }

        foreach (var (name, value) in _members)
        {
            if (!name.StartsWith('$'))
            {
                json.WriteRaw(name, value);
            }
        }
    }

    /// <summary>Reports what a writer of <paramref name="dialect"/> can't carry: every member of another dialect's bag.</summary>
    /// <param name="dialect">The dialect that is written.</param>
    /// <param name="losses">Where to report.</param>
    /// <param name="at">Where the bag hangs, for people: <c>""</c> for the request itself, else <c>messages[3]</c> and the like.</param>
    public void ReportTo(Losses losses, string dialect, string at = "")
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (IsEmpty || Are(dialect))
        {
            return;
        }

        foreach (var (name, _) in _members)
        {
            if (!name.StartsWith('$'))
            {
                losses.Add(at.Length == 0 ? name : $"{at}.{name}", $"only {Dialect} knows it");
            }
        }
    }
}
