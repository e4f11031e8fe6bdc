namespace Weir.Routing.Wires;

/// <summary>How a model is reached: by one of several wires, the best for translation first; or why it is not.</summary>
/// <param name="Wires">A client's own dialect is preferred among them, so that its bytes pass as they are. Empty when <paramref name="NotServed"/> says why.</param>
/// <param name="NotServed">Why the model can't be reached, in a sentence that says what to do; null when it can.</param>
public sealed record WireAnswer(IReadOnlyList<Wire> Wires, string? NotServed)
{
    /// <summary>The wire for a client of a dialect: its own where there is one, else the best.</summary>
    public Wire For(string dialect)
    {
        foreach (var wire in Wires)
        {
            if (string.Equals(wire.Dialect, dialect, StringComparison.Ordinal))
            {
                return wire;
            }
        }

        return Wires[0];
    }

    public static WireAnswer Of(params IReadOnlyList<Wire> wires) => new(wires, null);

    public static WireAnswer Not(string reason) => new([], reason);
}
