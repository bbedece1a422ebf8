# What an error of boto3 means: absent, denied, expired and unreachable are different answers.
from botocore import exceptions

_KINDS = {
    "absent": [
        "ResourceNotFoundException",
        "ProvisionedConcurrencyConfigNotFoundException",
        "NoSuchBucket",
        "NoSuchKey",
        "404",
    ],
    "denied": ["AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "403"],
    "expired": ["ExpiredTokenException", "ExpiredToken", "RequestExpired", "TokenRefreshRequired"],
    "credentials": [
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "MissingAuthenticationToken",
        "AuthFailure",
        "InvalidToken",
    ],
    "throttled": [
        "TooManyRequestsException",
        "ThrottlingException",
        "Throttling",
        "RequestLimitExceeded",
        "SlowDown",
    ],
    "conflict": ["ResourceConflictException"],
    # Lambda API reference, Invoke: what it says before the code of the function is run.
    "not-run": [
        "EC2AccessDeniedException",
        "EC2ThrottledException",
        "EC2UnexpectedException",
        "EFSMountConnectivityException",
        "EFSMountFailureException",
        "EFSMountTimeoutException",
        "ENILimitReachedException",
        "InvalidRuntimeException",
        "InvalidSecurityGroupIDException",
        "InvalidSubnetIDException",
        "InvalidZipFileException",
        "KMSAccessDeniedException",
        "KMSDisabledException",
        "KMSInvalidStateException",
        "KMSNotFoundException",
        "ResourceNotReadyException",
        "SnapStartException",
        "SnapStartNotReadyException",
        "SnapStartTimeoutException",
        "SubnetIPAddressLimitReachedException",
    ],
}

KIND_OF = {code: kind for kind, codes in _KINDS.items() for code in codes}


NO_CREDENTIALS = [
    "NoCredentialsError",
    "PartialCredentialsError",
    "CredentialRetrievalError",
    "TokenRetrievalError",
    "UnauthorizedSSOTokenError",
    "NoAuthTokenError",
    "ConfigNotFound",
]


class Refused(Exception):
    """A failure that this program finds itself, with its kind."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


def code_of(error):
    """AWS's own code of an error, or an empty text."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def kind_of(error):
    if isinstance(error, Refused):
        return error.kind
    if isinstance(error, exceptions.ClientError):
        return KIND_OF.get(code_of(error), "aws")
    if isinstance(error, exceptions.ProfileNotFound):
        return "profile"
    # Not every botocore has all of them.
    no_credentials = tuple(getattr(exceptions, name) for name in NO_CREDENTIALS if hasattr(exceptions, name))
    if isinstance(error, no_credentials):
        return "credentials"
    if isinstance(error, exceptions.ReadTimeoutError):
        return "no-answer"
    # Also what cuts a connection: a request may have arrived.
    if isinstance(error, (exceptions.EndpointConnectionError, exceptions.ConnectTimeoutError)):
        return "unreachable"
    if isinstance(error, (exceptions.HTTPClientError, OSError)):
        return "unreachable"
    return "aws"


def told(error):
    """An error as JSON: its kind, AWS's code, the operation, a sentence."""
    return {
        "kind": kind_of(error),
        "code": code_of(error),
        "operation": str(getattr(error, "operation_name", "")),
        "message": str(error).strip() or type(error).__name__,
    }
