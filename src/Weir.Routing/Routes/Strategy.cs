namespace Weir.Routing.Routes;

/// <summary>How targets of one step are put in order for a request.</summary>
public enum Strategy
{
    /// <summary>As they are configured.</summary>
    Order,

    /// <summary>By chance, in shares.</summary>
    Weighted,

    /// <summary>The one with the fewest requests under way.</summary>
    LeastBusy,

    /// <summary>The one that lately gave its first byte soonest.</summary>
    Fastest,

    /// <summary>The one with the lowest price.</summary>
    Cheapest,

    /// <summary>The same one for the same conversation, else the same key: its prompt cache stays warm.</summary>
    Sticky,

    /// <summary>As configured; a second one is asked when the first gives no byte in its usual time, and the slower one is called off.</summary>
    Hedged,
}

/// <summary>The words of weir.yaml.</summary>
public static class Strategies
{
    /// <summary>All words, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Words { get; } = ["order", "weighted", "least_busy", "fastest", "cheapest", "sticky", "hedged"];

    /// <summary>The strategy of a word that was checked before.</summary>
    public static Strategy Of(string word) => (Strategy)Words.ToList().IndexOf(word);
}
