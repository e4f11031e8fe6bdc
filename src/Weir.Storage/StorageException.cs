namespace Weir.Storage;

/// <summary>The data folder or the database can't be used as it is; a person has to do something.</summary>
public sealed class StorageException : Exception
{
    /// <param name="message">What is wrong, naming the file.</param>
    /// <param name="action">What to do about it, as an imperative sentence.</param>
    /// <param name="innerException">The failure underneath, where there is one.</param>
    public StorageException(string message, string action, Exception? innerException = null)
        : base(message, innerException)
    {
        Action = action;
    }

    /// <summary>What to do about it, as an imperative sentence.</summary>
    public string Action { get; }
}
