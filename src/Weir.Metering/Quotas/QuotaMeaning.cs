namespace Weir.Metering.Quotas;

/// <summary>What a figure of a quota means. They are kept apart: a balance is no allowance, a spend is no share of a budget.</summary>
public enum QuotaMeaning
{
    Unknown = 0,

    /// <summary>A limit on speed, by minute or day, as answers tell it in their headers.</summary>
    RateLimit,

    /// <summary>A window of a plan: what is used of it as a share.</summary>
    Window,

    /// <summary>A number of tokens, requests or points for some time.</summary>
    Allowance,

    /// <summary>An allowance of money.</summary>
    Budget,

    /// <summary>What is there to be spent, with no limit it is a part of.</summary>
    Balance,

    /// <summary>What was spent, with no limit it is a part of.</summary>
    Spend,
}

/// <summary>Words for meanings.</summary>
public static class QuotaMeanings
{
    /// <summary>The word in the admin API and in kept values.</summary>
    public static string Word(this QuotaMeaning meaning) => meaning switch
    {
        QuotaMeaning.RateLimit => "rate_limit",
        QuotaMeaning.Window => "window",
        QuotaMeaning.Allowance => "allowance",
        QuotaMeaning.Budget => "budget",
        QuotaMeaning.Balance => "balance",
        QuotaMeaning.Spend => "spend",
        _ => "unknown",
    };

    /// <summary>The meaning of a word; unknown for others.</summary>
    public static QuotaMeaning Parse(string? word) => Array.Find(Enum.GetValues<QuotaMeaning>(), meaning => meaning.Word() == word);
}
