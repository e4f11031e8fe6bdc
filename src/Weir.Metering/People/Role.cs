namespace Weir.Metering.People;

/// <summary>What a person may do. Each role may do what those before it may.</summary>
public enum Role
{
    Unknown = 0,

    /// <summary>Sees the models, and his own keys, usage and requests.</summary>
    Member,

    /// <summary>Sees everything; looks after client keys, budgets, chosen models and test sessions.</summary>
    Manager,

    /// <summary>May do everything.</summary>
    Admin,
}

/// <summary>Roles in words.</summary>
public static class Roles
{
    /// <summary><c>member</c>, <c>manager</c> and <c>admin</c>, the least first.</summary>
    public static IReadOnlyList<string> Words { get; } = ["member", "manager", "admin"];

    /// <summary>The role that a word names; null when none.</summary>
    public static Role? Parse(string? word) => word switch
    {
        "member" => Role.Member,
        "manager" => Role.Manager,
        "admin" => Role.Admin,
        _ => null,
    };

    /// <summary>The word that <see cref="Parse"/> reads.</summary>
    public static string Word(this Role role) => role switch
    {
        Role.Member => "member",
        Role.Manager => "manager",
        Role.Admin => "admin",
        _ => "unknown",
    };
}
