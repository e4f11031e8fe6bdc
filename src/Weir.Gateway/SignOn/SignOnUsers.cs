using Weir.Gateway.Audit;
using Weir.Metering.People;

namespace Weir.Gateway.SignOn;

/// <summary>Finds the user whom an identity provider or a proxy names, or makes him.</summary>
internal sealed class SignOnUsers(PeopleDirectory directory, PeopleStore store, AuditLog audit)
{
    /// <param name="claimed">What was told of him.</param>
    /// <param name="defaultRole">The role of one who is new and was given none; null = he is refused.</param>
    /// <param name="createsUsers">Whether one who is not known becomes a user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<SignOnAnswer> FindAsync(ClaimedUser claimed, Role? defaultRole, bool createsUsers, CancellationToken cancellationToken)
    {
        if (directory.Find(claimed.Name) is { } user)
        {
            return user switch
            {
                { IsEnabled: false } => SignOnAnswer.NotAllowed($"The user {user.Name} is disabled.", "Ask an admin of this gateway."),
                _ when claimed.Role is { } role && role != user.Role => await EditAsync(user, role, cancellationToken),
                _ => user,
            };
        }

        if (!createsUsers)
        {
            return SignOnAnswer.NotAllowed($"{claimed.Name} is no user of this gateway.", $"Ask an admin for it: `weir users add {claimed.Name}`.");
        }

        if ((claimed.Role ?? defaultRole) is not { } given)
        {
            return SignOnAnswer.NotAllowed($"{claimed.Name} has no role here.", "Ask an admin for one.");
        }

        try
        {
            var added = await store.AddUserAsync(claimed.Name, new UserChange { Role = given, Email = claimed.Name.Contains('@', StringComparison.Ordinal) ? claimed.Name : null }, cancellationToken);
            audit.Note(new AuditNote { Kind = AuditKinds.UserAdded, Subject = added.Name, After = Facts(added) });
            return added;
        }
        catch (PeopleRefusedException refused)
        {
            // Two requests at once: the other one made him.
            await directory.ReloadAsync(cancellationToken);
            return directory.Find(claimed.Name) is { IsEnabled: true } made ? made : SignOnAnswer.NotAllowed(refused.Message, refused.Action);
        }
    }

    private async ValueTask<User> EditAsync(User before, Role role, CancellationToken cancellationToken)
    {
        var after = await store.EditUserAsync(before.Name, new UserChange { Role = role }, cancellationToken);
        audit.Note(new AuditNote { Kind = AuditKinds.UserUpdated, Subject = after.Name, Before = Facts(before), After = Facts(after) });
        return after;
    }

    private static string Facts(User user) => AuditFacts.Of(("id", user.Id), ("email", user.Email), ("role", user.Role.Word()), ("team", user.Team), ("enabled", user.IsEnabled));
}

/// <summary>What was told of a person.</summary>
/// <param name="Name">Who he is.</param>
/// <param name="Role">What he may do; null = not told.</param>
internal sealed record ClaimedUser(string Name, Role? Role);
