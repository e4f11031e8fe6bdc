namespace Weir.Metering.People;

/// <summary>What users and teams may be called.</summary>
internal static class PeopleRules
{
    private const int LongestName = 128;
    private const int LongestEmail = 254;

    /// <exception cref="PeopleRefusedException">The name will not do.</exception>
    public static void CheckUser(string? name) => Check(name, "user", "Give a name such as `ada@example.org`.");

    /// <exception cref="PeopleRefusedException">The name will not do.</exception>
    public static void CheckTeam(string? name) => Check(name, "team", "Give a name such as `research`.");

    /// <exception cref="PeopleRefusedException">The address will not do.</exception>
    public static void CheckEmail(string? email)
    {
        if (!string.IsNullOrEmpty(email) && (email.Length > LongestEmail || email.IndexOf('@', StringComparison.Ordinal) is < 1 || email.EndsWith('@') || email.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c))))
        {
            throw new PeopleRefusedException("This is no mail address.", "Write it like ada@example.org, or leave it out.");
        }
    }

    // A name stands in addresses of the admin API and in headers.
    private static void Check(string? name, string what, string action)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name != name.Trim() || name.Any(static c => char.IsControl(c) || c is '/' or '\\'))
        {
            throw new PeopleRefusedException($"A {what}'s name has 1 to {LongestName} characters, without control characters and slashes, and no space at its ends.", action);
        }
    }
}
