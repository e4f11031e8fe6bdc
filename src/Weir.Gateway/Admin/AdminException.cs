namespace Weir.Gateway.Admin;

/// <summary>An admin operation was refused or can't be done.</summary>
public sealed class AdminException : Exception
{
    public AdminException()
        : this("The operation failed.")
    {
    }

    public AdminException(string message)
        : this(message, null)
    {
    }

    public AdminException(string message, Exception? innerException)
        : this(new AdminProblem { Title = "Failed", Status = 500, Detail = message, ErrorKind = "unknown" }, innerException)
    {
    }

    public AdminException(AdminProblem problem, Exception? innerException = null)
        : base(problem?.Detail, innerException)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>What a person is told.</summary>
    public AdminProblem Problem { get; }
}
