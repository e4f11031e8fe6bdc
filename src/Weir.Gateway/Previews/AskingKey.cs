using Weir.Gateway.Admin;
using Weir.Metering.Keys;

namespace Weir.Gateway.Previews;

/// <summary>Whose request a thought-of one is.</summary>
internal static class AskingKey
{
    /// <summary>A key that nobody has.</summary>
    /// <param name="models">What it may ask for; empty = everything.</param>
    /// <param name="now">The time.</param>
    public static ClientKey OfNobody(IReadOnlyList<string> models, DateTimeOffset now) => new() { Id = "", Name = "", Prefix = "", AllowedModels = models, CreatedAt = now };

    /// <summary>A client key.</summary>
    /// <param name="keys">Where it is.</param>
    /// <param name="name">Its id, name or shown prefix.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AdminException">There is none, or it is an admin key.</exception>
    public static async Task<ClientKey> FindAsync(KeyStore keys, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.FindAsync(name, cancellationToken) switch
            {
                null => throw new AdminException(AdminProblem.NotFound($"There is no key \"{name}\".", "`weir keys list` shows the keys.")),
                { IsAdmin: true } => throw new AdminException(AdminProblem.Invalid($"\"{name}\" is an admin key: it opens no model.", "Name a client key.")),
                var key => key,
            };
        }
        catch (KeyRefusedException refused)
        {
            throw new AdminException(AdminProblem.Invalid(refused.Message, refused.Action), refused);
        }
    }
}
