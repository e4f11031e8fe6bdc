namespace Weir.Dialects.Conversations;

/// <summary>What could not be carried from one dialect to another. One of these goes with each request; writers add to it.</summary>
public sealed class Losses
{
    private const int MaxKept = 100;

    private readonly List<Loss> _losses = [];

    public IReadOnlyList<Loss> All => _losses;

    /// <summary>Notes a loss; the same one twice is kept once.</summary>
    /// <param name="what">What is lost, as a short path in the client's words: <c>top_k</c>, <c>tools[2]</c>, <c>messages[4].image</c>. No content, no secret.</param>
    /// <param name="why">Why, in a few words without a full stop.</param>
    public void Add(string what, string why)
    {
        if (_losses.Count < MaxKept && !_losses.Exists(loss => string.Equals(loss.What, what, StringComparison.Ordinal)))
        {
            _losses.Add(new Loss(what, why));
        }
    }
}

/// <summary>One thing that could not be carried.</summary>
public sealed record Loss(string What, string Why);
